package dev.headgate.local.demo;

/**
 * What the gateway allows, and what Headgate makes of it.
 *
 * @param ratePerSecond calls a second, 1 to 100,000
 * @param burst calls at once after a rest, 1 to 1,000,000
 * @param latenessMillis how late Headgate takes a call to be at most, as the template declares it
 */
record Limit(int ratePerSecond, int burst, long latenessMillis) {
    private static final long NANOS = 1_000_000_000L;
    private static final long NANOS_PER_MILLI = 1_000_000L;

    /** Returns the time between two calls in nanoseconds, rounded up. */
    long intervalNanos() {
        return Math.ceilDiv(NANOS, ratePerSecond);
    }

    /** Returns the tolerance that Headgate grants with: the burst's intervals less the lateness, at least one. */
    long toleranceNanos() {
        return Math.max(intervalNanos(), burst * intervalNanos() - latenessMillis * NANOS_PER_MILLI);
    }

    /** Returns how many calls Headgate starts at once after a rest. */
    long grantedBurst() {
        return toleranceNanos() / intervalNanos();
    }
}
