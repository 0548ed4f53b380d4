package dev.headgate.permit;

import java.math.BigInteger;

/**
 * The terms in which a bucket's {@code tat} is counted, kept beside it: {@code tat} is a time, and what it says about units
 * depends on {@code T} and {@code τ}. When a limit changes, a bucket that is in use is converted once (see the package).
 *
 * @param interval {@code T} in nanoseconds
 * @param tolerance {@code τ} in nanoseconds
 * @param version when the limit was put that says so, nanoseconds since the epoch, plus the revision of a rate that follows:
 *     of two, the later holds
 */
public record Pace(long interval, long tolerance, long version) {

    /** A revision of the rate in force is far less than the nanoseconds between two declarations. */
    static Pace of(RateLimit limit) {
        Flow flow = limit.options().flow();
        long version = limit.options().version() + (flow == null ? 0 : flow.revision());
        return new Pace(limit.intervalNanos(), limit.toleranceNanos(), version);
    }

    /** Returns whether a {@code tat} means the same in both. */
    public boolean sameAs(Pace other) {
        return interval == other.interval && tolerance == other.tolerance;
    }

    /** Returns the {@code tat} behind which the next unit's slot is {@code moment}, and no earlier one. */
    public long startingAt(long moment) {
        return moment + tolerance - interval;
    }

    /**
     * Returns what a {@code tat} of the {@code old} pace is in this one. Slots that are handed out stay as they are, and the
     * next comes behind the last of them; what is used of the burst stays used, in units, up to the whole new burst. When
     * the rate changes, it stays used as a share, too: a bucket that is empty under a ceiling is empty when that is lifted.
     * While others stand in line, a larger burst has no new part: it would be slots in front of them, and the next change
     * could not tell any more how long the line is.
     *
     * @param tat later than {@code now}
     * @param pausedUntil until when the limit is paused, which stays so; 0 if it is not
     */
    public long converted(long tat, Pace old, long pausedUntil, long now) {
        long line = tat - now - old.tolerance;
        long converted = line > 0 ? now + line + tolerance : now + used(tat - now, old);
        return pausedUntil > now ? Math.max(converted, startingAt(pausedUntil)) : converted;
    }

    private long used(long used, Pace old) {
        long units = scaled(used, interval, old.interval);
        long share = interval == old.interval ? 0 : scaled(used, tolerance, old.tolerance);
        return Math.max(units, share);
    }

    /** Returns {@code used·now/before}, rounded up, and at most the tolerance. */
    private long scaled(long used, long now, long before) {
        BigInteger[] parts = BigInteger.valueOf(used)
                .multiply(BigInteger.valueOf(now))
                .divideAndRemainder(BigInteger.valueOf(before));
        return parts[0].add(BigInteger.valueOf(parts[1].signum()))
                .min(BigInteger.valueOf(tolerance))
                .longValue();
    }
}
