package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a report writes, and what its outcomes lead to. Pure; the store is not touched. */
final class Reports {
    /** The most buckets dropped in one write: well within the 4 KB that DynamoDB takes as an expression. */
    private static final int DROPPED_AT_ONCE = 24;

    private Reports() {}

    /** Returns the change of state that the outcomes so far ask for, if they do. */
    static Optional<Change> due(Circuit circuit, @Nullable Duration retryAfter, Instant now) {
        return switch (circuit.state()) {
            case State.Closed(Window window) ->
                circuit.settings().isTrippedBy(window.totalAt(now, circuit.settings()))
                        ? Optional.of(new Change.Trip(circuit.generation(), openUntil(circuit, retryAfter, now)))
                        : Optional.empty();
            case State.Open _ -> Optional.empty();
            case State.HalfOpen halfOpen ->
                halfOpen.successes() >= circuit.settings().halfOpenProbes()
                        ? Optional.of(new Change.Close(circuit.generation()))
                        : Optional.empty();
        };
    }

    /** Returns the write for a report; {@code seen} gives it the settings and the buckets to drop, nothing else. */
    static Change report(Circuit seen, Report report, Instant now) {
        long generation = report.generation();
        Long probe = report.probe();
        if (probe == null) {
            return new Change.Count(generation, seen.settings().bucketAt(now), report.counts(), expired(seen, now));
        }
        if (report.counts().failures() > 0) {
            return new Change.FailProbe(generation, probe, now, openUntil(seen, report.retryAfter(), now));
        }
        return report.counts().successes() > 0
                ? new Change.PassProbe(generation, probe, now)
                : new Change.ReturnProbe(generation, probe, now);
    }

    /**
     * Returns the write that follows a report's own, if one does: a change of state, or the dropping of old buckets where
     * only short-lived environments report, none of which ever saw what the others left behind.
     */
    static Optional<Change> afterReport(CircuitStore.Attempt attempt, Report report, Instant now) {
        Circuit circuit = attempt.circuit();
        return due(circuit, attempt.done() ? report.retryAfter() : null, now).or(() -> sweep(circuit, now));
    }

    private static Optional<Change> sweep(Circuit circuit, Instant now) {
        Set<Instant> expired = expired(circuit, now);
        return expired.size() <= circuit.settings().buckets() / 4
                ? Optional.empty()
                : Optional.of(new Change.Count(
                        circuit.generation(), circuit.settings().bucketAt(now), Counts.NONE, expired));
    }

    static Reported.Reason reason(Circuit circuit, Report report) {
        return circuit.generation() == report.generation()
                ? Reported.Reason.EXPIRED_PROBE
                : Reported.Reason.STALE_GENERATION;
    }

    /** Returns all outcomes that count now; for a probe that opened the circuit again, its own. */
    static Counts total(Circuit circuit, Report report, Instant now) {
        return switch (circuit.state()) {
            case State.Closed(Window window) -> window.totalAt(now, circuit.settings());
            case State.Open _ -> report.counts();
            case State.HalfOpen halfOpen -> new Counts(halfOpen.successes(), 0, 0);
        };
    }

    private static Set<Instant> expired(Circuit seen, Instant now) {
        return seen.state() instanceof State.Closed(Window window)
                ? window.expiredAt(now, seen.settings()).stream()
                        .limit(DROPPED_AT_ONCE)
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static Instant openUntil(Circuit circuit, @Nullable Duration retryAfter, Instant now) {
        if (retryAfter == null) {
            return now.plus(circuit.settings().openFor());
        }
        Duration capped = retryAfter.compareTo(CircuitSettings.LONGEST) > 0 ? CircuitSettings.LONGEST : retryAfter;
        return now.plus(capped.isPositive() ? capped : circuit.settings().openFor());
    }
}
