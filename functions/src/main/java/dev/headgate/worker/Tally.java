package dev.headgate.worker;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of calls that were admitted under one generation of the circuit.
 *
 * @param probe the probe that the one call was, or null for the calls of a closed circuit
 * @param ignored calls that say nothing of the gateway's health: their items were at fault
 * @param retryAfter the longest wait that a failure asked for
 */
public record Tally(
        long generation,
        @Nullable Long probe,
        int successes,
        int failures,
        int throttled,
        int ignored,
        Optional<Duration> retryAfter) {

    static Tally of(long generation, @Nullable Long probe, Answer answer) {
        return switch (answer) {
            case Answer.Answered ok -> new Tally(generation, probe, 1, 0, 0, 0, Optional.empty());
            case Answer.Failed failed -> new Tally(generation, probe, 0, 1, 0, 0, failed.retryAfter());
            case Answer.Throttled full -> new Tally(generation, probe, 0, 0, 1, 0, Optional.empty());
            case Answer.Rejected no -> new Tally(generation, probe, 0, 0, 0, 1, Optional.empty());
        };
    }

    /** Returns both together; they are of one generation. */
    Tally plus(Tally other) {
        return new Tally(
                generation,
                probe,
                successes + other.successes,
                failures + other.failures,
                throttled + other.throttled,
                ignored + other.ignored,
                longer(retryAfter, other.retryAfter));
    }

    /** Returns whether there is anything that the circuit counts. */
    boolean says() {
        return successes + failures + throttled > 0;
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> two) {
        return one.isPresent() && two.isPresent()
                ? (one.get().compareTo(two.get()) > 0 ? one : two)
                : one.or(() -> two);
    }
}
