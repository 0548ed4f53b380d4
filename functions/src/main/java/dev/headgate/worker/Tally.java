package dev.headgate.worker;

import dev.headgate.circuit.Call;
import dev.headgate.circuit.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Outcomes of calls that were admitted under one generation of the circuit.
 *
 * @param probe the probe that the one call was, or null for the calls of a closed circuit
 * @param calls each with its duration; ignored are those that say nothing of the gateway's health: their items were at
 *     fault
 * @param retryAfter the longest wait that a failure asked for
 */
public record Tally(long generation, @Nullable Long probe, List<Call> calls, Optional<Duration> retryAfter) {
    public Tally {
        calls = List.copyOf(calls);
    }

    static Tally of(long generation, @Nullable Long probe, Answer answer, Duration took) {
        Call call = new Call(outcome(answer), null, took);
        Optional<Duration> retryAfter = answer instanceof Answer.Failed failed ? failed.retryAfter() : Optional.empty();
        return new Tally(generation, probe, List.of(call), retryAfter);
    }

    private static Outcome outcome(Answer answer) {
        return switch (answer) {
            case Answer.Answered _ -> Outcome.SUCCESS;
            case Answer.Failed _ -> Outcome.FAILURE;
            case Answer.Throttled _ -> Outcome.THROTTLED;
            case Answer.Rejected _ -> Outcome.IGNORED;
        };
    }

    /** Returns both together; they are of one generation. */
    Tally plus(Tally other) {
        return new Tally(
                generation,
                probe,
                Stream.concat(calls.stream(), other.calls.stream()).toList(),
                longer(retryAfter, other.retryAfter));
    }

    /** Returns how many calls ended so. */
    public long count(Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).count();
    }

    /** Returns whether there is anything that the circuit counts. */
    boolean says() {
        return count(Outcome.IGNORED) < calls.size();
    }

    private static Optional<Duration> longer(Optional<Duration> one, Optional<Duration> two) {
        return one.isPresent() && two.isPresent()
                ? (one.get().compareTo(two.get()) > 0 ? one : two)
                : one.or(() -> two);
    }
}
