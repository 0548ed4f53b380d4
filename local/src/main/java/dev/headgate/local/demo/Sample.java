package dev.headgate.local.demo;

import java.time.Instant;

/**
 * What the tables said at one moment.
 *
 * @param tatNanos the limit's theoretical arrival time in nanoseconds since the epoch; 0 before its first permit
 * @param circuit the circuit's state, such as CLOSED
 * @param probesOut how many places of probes are taken
 * @param ratePerSecond what a rate that follows is; 0 where it is as declared
 */
record Sample(Instant at, long tatNanos, String circuit, int probesOut, double ratePerSecond) {
    private static final long NANOS = 1_000_000_000L;

    /**
     * Returns how many granted permits wait for their moment: the last slot is the theoretical arrival time less the
     * tolerance, and slots lie one interval apart (GCRA, ITU-T I.371).
     */
    long waiting(Limit limit) {
        long ahead = tatNanos - limit.toleranceNanos() - nanos(at);
        long interval = ratePerSecond > 0 ? (long) Math.ceil(NANOS / ratePerSecond) : limit.intervalNanos();
        return ahead <= 0 ? 0 : Math.ceilDiv(ahead, interval);
    }

    static long nanos(Instant at) {
        return Math.addExact(Math.multiplyExact(at.getEpochSecond(), NANOS), at.getNano());
    }
}
