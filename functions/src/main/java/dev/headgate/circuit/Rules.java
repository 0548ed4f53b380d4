package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What follows from a circuit as it was seen: an answer, or the write to try. Nothing here touches a store. */
final class Rules {
    /** Probe numbers fit every JSON reader; two probes of one generation are alike once in a billion. */
    private static final long PROBE_NUMBERS = 1_000_000_000;

    /** The most buckets dropped in one write: well within the 4 KB that DynamoDB takes as an expression. */
    private static final int DROPPED_AT_ONCE = 24;

    private final RandomGenerator random;

    Rules(RandomGenerator random) {
        this.random = random;
    }

    /** What a check does next. */
    sealed interface Step {}

    /** There is nothing to write. */
    record Answer(Admission admission) implements Step {}

    /** A change is due that another caller has not come to write; then look again. */
    record Settle(Change change) implements Step {}

    /** A write that takes this probe. */
    record Probing(Change change, long probe) implements Step {}

    Step check(Circuit circuit, Instant now) {
        Optional<Change> due = due(circuit, null, now);
        if (due.isPresent()) {
            return new Settle(due.get());
        }
        return switch (circuit.state()) {
            case State.Closed closed -> new Answer(new Admission.Allowed(closed, circuit.generation(), null));
            case State.Open(Instant until) ->
                until.isAfter(now) ? new Answer(refusal(circuit, now)) : begin(circuit, now);
            case State.HalfOpen halfOpen -> probing(circuit, halfOpen, now);
        };
    }

    Admission peek(Circuit circuit, Instant now) {
        boolean allowed = switch (circuit.state()) {
            case State.Closed _ -> true;
            case State.Open(Instant until) -> !until.isAfter(now);
            case State.HalfOpen halfOpen -> hasRoom(circuit, halfOpen, now);
        };
        return allowed ? new Admission.Allowed(circuit.state(), circuit.generation(), null) : refusal(circuit, now);
    }

    /** Returns the change of state that the outcomes so far ask for, if they do. */
    Optional<Change> due(Circuit circuit, @Nullable Duration retryAfter, Instant now) {
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
    Change report(Circuit seen, Report report, Instant now) {
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
    Optional<Change> afterReport(CircuitStore.Attempt attempt, Report report, Instant now) {
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

    Reported.Reason reason(Circuit circuit, Report report) {
        return circuit.generation() == report.generation()
                ? Reported.Reason.EXPIRED_PROBE
                : Reported.Reason.STALE_GENERATION;
    }

    /** Returns all outcomes that count now; for a probe that opened the circuit again, its own. */
    Counts total(Circuit circuit, Report report, Instant now) {
        return switch (circuit.state()) {
            case State.Closed(Window window) -> window.totalAt(now, circuit.settings());
            case State.Open _ -> report.counts();
            case State.HalfOpen halfOpen -> new Counts(halfOpen.successes(), 0, 0);
        };
    }

    /**
     * Returns a refusal with a time that is worth to wait for: shortly after OPEN's end, or, while all probes are out, an
     * eighth to a half of a lease from now, since most calls are far quicker than the longest.
     */
    Admission refusal(Circuit circuit, Instant now) {
        Duration lease = circuit.settings().probeLease();
        Instant retryAt = circuit.state() instanceof State.Open(Instant until) && until.isAfter(now)
                ? until.plus(jitter(circuit.settings().openFor().dividedBy(10)))
                : now.plus(lease.dividedBy(8)).plus(jitter(lease.multipliedBy(3).dividedBy(8)));
        return new Admission.Refused(circuit.state(), circuit.generation(), retryAt);
    }

    private Step probing(Circuit circuit, State.HalfOpen halfOpen, Instant now) {
        if (!halfOpen.until().isAfter(now)) {
            return begin(circuit, now);
        }
        return hasRoom(circuit, halfOpen, now) ? take(circuit, halfOpen, now) : new Answer(refusal(circuit, now));
    }

    private Step begin(Circuit circuit, Instant now) {
        long probe = probeOutsideOf(Set.of());
        Instant leaseEnd = now.plus(circuit.settings().probeLease());
        Instant until = leaseEnd.plus(circuit.settings().openFor());
        return new Probing(new Change.BeginProbing(circuit.generation(), probe, now, leaseEnd, until), probe);
    }

    /** The state's time moves with each probe: no lease outlives it, so no round adds its probes to the last one's. */
    private Step take(Circuit circuit, State.HalfOpen halfOpen, Instant now) {
        long probe = probeOutsideOf(halfOpen.probes().keySet());
        Long lapsed = isFull(circuit, halfOpen) ? lapsed(halfOpen, now).orElse(null) : null;
        Instant leaseEnd = now.plus(circuit.settings().probeLease());
        Instant until = leaseEnd.plus(circuit.settings().openFor());
        Instant latest = until.isAfter(halfOpen.until()) ? until : halfOpen.until();
        return new Probing(new Change.TakeProbe(circuit.generation(), probe, lapsed, now, leaseEnd, latest), probe);
    }

    private static boolean isFull(Circuit circuit, State.HalfOpen halfOpen) {
        return halfOpen.probes().size() >= circuit.settings().halfOpenProbes();
    }

    private static boolean hasRoom(Circuit circuit, State.HalfOpen halfOpen, Instant now) {
        return !isFull(circuit, halfOpen)
                || !halfOpen.until().isAfter(now)
                || lapsed(halfOpen, now).isPresent();
    }

    private static Optional<Long> lapsed(State.HalfOpen halfOpen, Instant now) {
        return halfOpen.probes().entrySet().stream()
                .filter(probe -> probe.getValue() instanceof Probe.Leased(Instant end) && !end.isAfter(now))
                .map(Map.Entry::getKey)
                .findFirst();
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

    private Duration jitter(Duration spread) {
        return Duration.ofMillis(random.nextLong(spread.toMillis() + 1));
    }

    private long probeOutsideOf(Set<Long> taken) {
        long probe;
        do {
            probe = 1 + random.nextLong(PROBE_NUMBERS);
        } while (taken.contains(probe));
        return probe;
    }
}
