package dev.headgate.worker;

import java.time.Duration;

/**
 * The worker's bounds.
 *
 * @param callTimeout how long one call of the gateway may take
 * @param margin what is kept free before the deadline for saving, reporting and sending
 * @param lateness how much after its slot a call may still start; a later one asks for a new permit, because calls that
 *     bunch pass the downstream's burst
 * @param patience the longest sleep between two rounds; whoever must wait longer goes back to the queue
 * @param attempts how often the gateway may fail on an item before it is dead-lettered, while the circuit is closed
 * @param attemptsInOutage the same when failures have opened the circuit, which says that it is not the item's fault
 * @param longestPause the most that a Retry-After is believed
 * @param throttles how often an item's call may be one too many before it goes to the slow lane
 */
public record Settings(
        Duration callTimeout,
        Duration margin,
        Duration lateness,
        Duration patience,
        int attempts,
        int attemptsInOutage,
        Duration longestPause,
        int throttles) {
    /** SQS's longest delay of a message: 900 seconds. */
    static final Duration LONGEST_DELAY = Duration.ofMinutes(15);

    /** Returns the usual bounds: the lateness is what is left of a limit's default 1.5 s beside the way to the wire. */
    public static Settings of(Duration callTimeout) {
        return new Settings(
                callTimeout,
                Duration.ofSeconds(8),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                4,
                25,
                Duration.ofMinutes(15),
                8);
    }

    /** Returns the bounds in the slow lane, which no item leaves for having been throttled. */
    public Settings inSlowLane() {
        return new Settings(
                callTimeout, margin, lateness, patience, attempts, attemptsInOutage, longestPause, Integer.MAX_VALUE);
    }
}
