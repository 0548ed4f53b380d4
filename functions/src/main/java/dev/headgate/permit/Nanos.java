package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;

/** Instants as nanoseconds since the epoch, which a long holds until the year 2262. */
public final class Nanos {
    private static final long PER_SECOND = 1_000_000_000L;

    private Nanos() {}

    /**
     * Returns the nanoseconds from the epoch to a moment.
     *
     * @throws ArithmeticException if it lies beyond the year 2262
     */
    public static long of(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), PER_SECOND), moment.getNano());
    }

    /** Returns the moment that lies {@code nanos} after the epoch. */
    public static Instant toInstant(long nanos) {
        return Instant.EPOCH.plus(Duration.ofNanos(nanos));
    }

    /** Returns the whole seconds that are no shorter than {@code nanos}. */
    public static long secondsUp(long nanos) {
        return Math.ceilDiv(nanos, PER_SECOND);
    }
}
