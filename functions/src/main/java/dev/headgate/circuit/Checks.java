package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What a check does with a circuit as it was seen: answer, or try a write. Pure, but for its random numbers; the store is
 * not touched.
 */
final class Checks {
    /** Probe numbers fit every JSON reader; two probes of one generation are alike once in a billion. */
    private static final long PROBE_NUMBERS = 1_000_000_000;

    private final RandomGenerator random;

    Checks(RandomGenerator random) {
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
        Optional<Change> due = Reports.due(circuit, null, now);
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
