package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Report;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to the circuit checker. All but {@code action} and {@code circuit} belong to REPORT.
 *
 * @param generation what the check answered with
 * @param probe what the check answered with, if it did
 * @param outcome how one call ended; or else the counts of a batch
 * @param retryAfterSeconds what the downstream asked for, if it did
 */
record CheckerRequest(
        @Nullable Action action,
        @Nullable String circuit,
        @Nullable Long generation,
        @Nullable Long probe,
        @Nullable Outcome outcome,
        @Nullable Long successes,
        @Nullable Long failures,
        @Nullable Long throttled,
        @Nullable Long retryAfterSeconds) {

    enum Action {
        CHECK,
        REPORT
    }

    CheckerRequest {
        Bounds.present("action", action);
        Bounds.name("circuit", circuit);
        boolean counted = Stream.of(successes, failures, throttled).anyMatch(Objects::nonNull);
        if (action == Action.CHECK) {
            requireAbsent("generation", generation);
            requireAbsent("probe", probe);
            requireAbsent("outcome", outcome);
            requireAbsent("successes, failures and throttled", counted ? "a number" : null);
            requireAbsent("retryAfterSeconds", retryAfterSeconds);
        } else if (counted == (outcome != null)) {
            throw new InvalidRequestException("outcome must be given, or else successes, failures and throttled, got: "
                    + (counted ? "both" : "neither"));
        }
    }

    Action kind() {
        return Bounds.present("action", action);
    }

    String name() {
        return Bounds.name("circuit", circuit);
    }

    /**
     * Returns what a REPORT says.
     *
     * @throws InvalidRequestException if a value is missing or out of its bounds
     */
    Report toReport() {
        Counts counts = outcome == null ? new Counts(or0(successes), or0(failures), or0(throttled)) : outcome.counts();
        return new Report(
                name(),
                Bounds.present("generation", generation),
                probe,
                counts,
                retryAfterSeconds == null ? null : Duration.ofSeconds(retryAfterSeconds));
    }

    private static long or0(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static void requireAbsent(String field, @Nullable Object value) {
        if (value != null) {
            throw new InvalidRequestException(field + " must be absent for CHECK, got: " + value);
        }
    }
}
