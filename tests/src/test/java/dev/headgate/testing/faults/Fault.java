package dev.headgate.testing.faults;

import dev.headgate.testing.Campaign;
import java.util.List;

/** What becomes of one request on the wire. */
public enum Fault {
    /** It is answered. */
    NONE,
    /** It times out before it gets anywhere. */
    NEVER_SENT,
    /** It is done, and the answer is lost: the caller sees a time-out. */
    ANSWER_LOST,
    /** The caller sees a time-out, and the request is done later: after the next one, which may be its own repeat. */
    LATE,
    /** The store throttles, and has done nothing. */
    THROTTLED,
    /** The store answers 500, and has done nothing. */
    ERROR,
    /** The store answers 500, and has done it all the same. */
    ERROR_AFTER,
    /** The process is killed before the request. */
    KILLED,
    /** The process is killed after the request is done. */
    KILLED_AFTER;

    /** What does not end the process. */
    public static final List<Fault> SURVIVED = List.of(NEVER_SENT, ANSWER_LOST, LATE, THROTTLED, ERROR, ERROR_AFTER);

    /** One of each effect: the others differ from these only in what a caller reads that does not try again. */
    private static final List<Fault> EFFECTS = List.of(NEVER_SENT, ANSWER_LOST, LATE, KILLED, KILLED_AFTER);

    /** Everything. */
    public static final List<Fault> ALL =
            List.of(NEVER_SENT, ANSWER_LOST, LATE, THROTTLED, ERROR, ERROR_AFTER, KILLED, KILLED_AFTER);

    /** Returns what to meet at each single request: one of each effect in {@code mvn verify}, everything in the campaign. */
    public static List<Fault> oneByOne() {
        return Campaign.size(EFFECTS, ALL);
    }
}
