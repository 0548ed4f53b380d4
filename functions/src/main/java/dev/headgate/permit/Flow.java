package dev.headgate.permit;

/**
 * The rate of a limit that follows its downstream, as it is in force.
 *
 * @param perSecond permits a second, above 0
 * @param revision of two flows of one limit, the one with the later revision is right
 */
public record Flow(double perSecond, long revision) {
    private static final double NANOS = 1e9;

    /** Returns the emission interval {@code T} in nanoseconds, rounded up. */
    long intervalNanos() {
        return (long) Math.ceil(NANOS / perSecond);
    }

    /** Returns what a share of the limit has of it. */
    Flow share(double part) {
        return new Flow(perSecond * part, revision);
    }
}
