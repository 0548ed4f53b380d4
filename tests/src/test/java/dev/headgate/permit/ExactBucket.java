package dev.headgate.permit;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;

/** GCRA as written in a book, in integers of any size, with the limit's own figures. */
final class ExactBucket {
    private final BigInteger interval;
    private final BigInteger tolerance;
    private BigInteger tat;

    ExactBucket(RateLimit limit) {
        this(limit, Priority.HIGH, 0);
    }

    /** A LOW priority leaves half of the burst. */
    ExactBucket(RateLimit limit, Priority priority, long tat) {
        this.tat = BigInteger.valueOf(tat);
        BigInteger period = BigInteger.valueOf(limit.period().toNanos());
        BigInteger permits = BigInteger.valueOf(limit.permits());
        interval = period.add(permits).subtract(BigInteger.ONE).divide(permits);
        BigInteger whole = interval.multiply(BigInteger.valueOf(limit.burst()))
                .subtract(BigInteger.valueOf(limit.lateness().toNanos()))
                .max(interval);
        tolerance = priority == Priority.LOW ? whole.divide(BigInteger.TWO).max(interval) : whole;
    }

    /** Returns {@code max(now, max(tat, now) + (k + 1)·T − τ)}. */
    long slot(int k, Instant moment) {
        BigInteger now = nanos(moment);
        return tat.max(now)
                .add(interval.multiply(BigInteger.valueOf(k + 1L)))
                .subtract(tolerance)
                .max(now)
                .longValueExact();
    }

    boolean take(int permits, Duration wait, Instant moment) {
        BigInteger now = nanos(moment);
        BigInteger after = tat.max(now).add(interval.multiply(BigInteger.valueOf(permits)));
        BigInteger lastSlot = after.subtract(tolerance);
        if (lastSlot.compareTo(now.add(BigInteger.valueOf(wait.toNanos()))) > 0) {
            return false;
        }
        tat = after;
        return true;
    }

    long tat() {
        return tat.longValueExact();
    }

    private static BigInteger nanos(Instant moment) {
        return BigInteger.valueOf(moment.getEpochSecond())
                .multiply(BigInteger.TEN.pow(9))
                .add(BigInteger.valueOf(moment.getNano()));
    }
}
