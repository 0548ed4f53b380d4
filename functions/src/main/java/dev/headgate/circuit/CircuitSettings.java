package dev.headgate.circuit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.time.Duration;

/**
 * How a circuit behaves; its state is apart.
 *
 * @param name 1 to 128 letters, digits, dots, dashes and underscores
 * @param window which outcomes count
 * @param trips what opens it
 * @param open how long it stays open
 * @param halfOpen how it finds out whether to close
 * @param rules what counts as which outcome
 * @param flushInterval how long an environment may gather healthy outcomes before it writes them, 0 to 30 s; 0 writes each
 * @param withoutStore what a check answers while the store is out of reach
 */
public record CircuitSettings(
        String name,
        SlidingWindow window,
        Thresholds trips,
        Opening open,
        Probing halfOpen,
        Rules rules,
        Duration flushInterval,
        WithoutStore withoutStore) {
    /** The flush interval of a circuit that does not say: 0.5 writes a second for each environment. */
    public static final Duration DEFAULT_FLUSH_INTERVAL = Duration.ofSeconds(2);

    static final Duration SHORTEST = Duration.ofSeconds(1);
    /** The longest lease, and the longest time that a circuit is open. */
    public static final Duration LONGEST = Duration.ofHours(1);

    private static final Duration LONGEST_FLUSH = Duration.ofSeconds(30);

    /** What a check answers while the store is out of reach. */
    public enum WithoutStore {
        /** Calls pass: the downstream is more likely well than not, and it has its limits. */
        ALLOW,
        /** No call passes. */
        REFUSE
    }

    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public CircuitSettings {
        Bounds.name("name", name);
        Bounds.between("flushInterval", flushInterval, Duration.ZERO, LONGEST_FLUSH);
        if (window instanceof SlidingWindow.OfCalls(int calls)) {
            Bounds.between("minimumCalls", trips.minimumCalls(), 1, calls);
        }
        if (halfOpen.closeBy() == Probing.CloseBy.RATE && trips.failureRate() + trips.slowRate() == 0) {
            throw new InvalidRequestException(
                    "closeBy must be SUCCESSES for a circuit without failureRateThreshold and slowCallRateThreshold,"
                            + " got: RATE");
        }
    }

    /** A circuit that opens by its failure rate for always the same time, and writes each outcome at once. */
    public CircuitSettings(
            String name,
            int failureRateThreshold,
            Duration window,
            int buckets,
            int minimumCalls,
            Duration openFor,
            int halfOpenProbes,
            Duration probeLease) {
        this(
                name,
                new SlidingWindow.OfTime(window, buckets),
                Thresholds.ofFailures(failureRateThreshold, minimumCalls),
                Opening.constant(openFor),
                Probing.allOf(halfOpenProbes, probeLease),
                Rules.NONE,
                Duration.ZERO,
                WithoutStore.ALLOW);
    }
}
