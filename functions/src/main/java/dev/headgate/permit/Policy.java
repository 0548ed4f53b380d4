package dev.headgate.permit;

import dev.headgate.Bounds;

/**
 * What limits of every type share.
 *
 * @param perKey whether each key is counted apart; otherwise all callers share one count
 * @param shadow decide and count, and never refuse or delay: how a new limit is tried
 * @param onOutage what is answered while the store is out of reach
 * @param nearPercent from how much of the limit in use an answer says that it is near, 1 to 100
 * @param ceiling how much of it may be used for now; a QUOTA is a budget and has all of it, always
 */
public record Policy(boolean perKey, boolean shadow, OnOutage onOutage, int nearPercent, Ceiling ceiling) {
    public static final int DEFAULT_NEAR_PERCENT = 80;

    /** All callers share one count, which refuses, also while the store is out of reach. */
    public static final Policy SHARED = new Policy(false, false, OnOutage.DENY, DEFAULT_NEAR_PERCENT);

    /** As {@link #SHARED}, with a count for each key. */
    public static final Policy PER_KEY = new Policy(true, false, OnOutage.DENY, DEFAULT_NEAR_PERCENT);

    /** What a limit does while the store is out of reach. */
    public enum OnOutage {
        /** Refuses, with a time to ask again. */
        DENY,
        /** Lets all through, uncounted. */
        GRANT
    }

    public Policy {
        Bounds.between("nearPercent", nearPercent, 1, 100);
    }

    /** All of the limit may be used. */
    public Policy(boolean perKey, boolean shadow, OnOutage onOutage, int nearPercent) {
        this(perKey, shadow, onOutage, nearPercent, Ceiling.NONE);
    }

    public Policy under(Ceiling other) {
        return new Policy(perKey, shadow, onOutage, nearPercent, other);
    }
}
