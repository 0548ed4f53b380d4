package dev.headgate.permit;

import java.time.Instant;

/**
 * A quota as it stands, for those who only look.
 *
 * @param used how many permits of the window are used, those granted for later in it included
 * @param resetAt the window's end
 */
public record QuotaState(QuotaLimit limit, long used, Instant resetAt) implements LimitState {

    /** Returns how many permits of the window are left; 0 also if the limit was lowered below what is used. */
    @Override
    public long available() {
        return Math.max(0, limit.permits() - used);
    }
}
