package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a check does with a circuit as it was seen: answer, or try a write. Pure, but for its random numbers; the store is
 * not touched.
 */
final class Checks {
    /** Probe numbers fit every JSON reader; two probes of one generation are alike once in a billion. */
    private static final long PROBE_NUMBERS = 1_000_000_000;

    /** How long a caller leaves a store alone that is out of reach, at least; up to as much again by chance. */
    private static final Duration STORE_RETRY = Duration.ofSeconds(5);

    /** How long a caller leaves the circuit alone at least while all its probes are out: most calls have ended by then. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(1);

    private final RandomGenerator random;
    private final Due due;

    Checks(RandomGenerator random) {
        this.random = random;
        this.due = new Due(random);
    }

    /** What a check does next. */
    sealed interface Step {}

    /** There is nothing to write. */
    record Answer(Admission admission) implements Step {}

    /** A change is due that another caller has not come to write; then look again. */
    record Settle(Change change) implements Step {}

    /** A write that takes this probe. */
    record Take(Change change, long probe) implements Step {}

    /**
     * Returns what a check does.
     *
     * @param lease how long the call may take as a probe
     */
    Step check(Circuit circuit, Duration lease, Instant now) {
        Optional<Change> change = due.of(circuit, null, now);
        if (change.isPresent()) {
            return new Settle(change.get());
        }
        return switch (circuit.state()) {
            case State.Counting _, State.Disabled _ ->
                new Answer(new Admission.Allowed(circuit.state(), circuit.generation(), null));
            case State.ForcedOpen _ -> new Answer(refusal(circuit, now));
            case State.Open(Instant until, long _) ->
                until.isAfter(now) || !Places.of(circuit).areFreeForARound(now)
                        ? new Answer(refusal(circuit, now))
                        : begin(circuit, lease, now);
            case State.HalfOpen halfOpen -> probing(circuit, halfOpen, lease, now);
        };
    }

    Admission peek(Circuit circuit, Instant now) {
        boolean allowed = switch (circuit.state()) {
            case State.Counting _, State.Disabled _ -> true;
            case State.ForcedOpen _ -> false;
            case State.Open(Instant until, long _) ->
                !until.isAfter(now) && Places.of(circuit).areFreeForARound(now);
            case State.HalfOpen _ -> Places.of(circuit).haveRoom(now);
        };
        return allowed
                ? new Admission.Allowed(circuit.stateAt(now), circuit.generation(), null)
                : refusal(circuit, now);
    }

    /**
     * Returns a refusal with a time that is worth to wait for: shortly after OPEN's end or, while all probes are out, once to
     * twice as long from now as the oldest of them has been out. So what waits is back soon after probes that answer, and
     * asks ever less often about probes that hang.
     */
    Admission refusal(Circuit circuit, Instant now) {
        CircuitSettings settings = circuit.settings();
        Duration first = settings.open().first();
        Instant retryAt = switch (circuit.state()) {
            case State.Open(Instant until, long _) when until.isAfter(now) -> until.plus(jitter(first.dividedBy(10)));
            case State.ForcedOpen _ -> now.plus(first).plus(jitter(first.dividedBy(10)));
            default -> {
                Duration patience = patience(circuit, now);
                yield now.plus(patience).plus(jitter(patience));
            }
        };
        Admission.Why why =
                circuit.state() instanceof State.ForcedOpen ? Admission.Why.FORCED_OPEN : Admission.Why.CIRCUIT_OPEN;
        return new Admission.Refused(why, circuit.state(), circuit.generation(), retryAt);
    }

    /** Returns how long the oldest probe has been out, by the circuit's own lease; a second to a quarter of the lease. */
    private static Duration patience(Circuit circuit, Instant now) {
        Duration lease = circuit.settings().halfOpen().lease();
        Duration most = lease.dividedBy(4);
        Duration age = Places.of(circuit)
                .firstOutUntil(now)
                .map(until -> lease.minus(Duration.between(now, until)))
                .orElse(Duration.ZERO);
        Duration atLeast = age.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : age;
        return atLeast.compareTo(most) < 0 ? atLeast : most;
    }

    /**
     * Returns what the settings say for a time in which the store is out of reach; ALLOW where not even they are known.
     *
     * @param seen the circuit as it was seen last, if it was
     */
    Admission blind(@Nullable Circuit seen, Instant now) {
        State state = seen == null ? new State.Closed(Window.EMPTY) : seen.state();
        long generation = seen == null ? 0 : seen.generation();
        CircuitSettings.WithoutStore policy = seen == null
                ? CircuitSettings.WithoutStore.ALLOW
                : seen.settings().withoutStore();
        return switch (policy) {
            case ALLOW -> new Admission.Allowed(state, generation, null, true);
            case REFUSE ->
                new Admission.Refused(
                        Admission.Why.STORE_UNAVAILABLE,
                        state,
                        generation,
                        now.plus(STORE_RETRY).plus(jitter(STORE_RETRY)));
        };
    }

    private Step probing(Circuit circuit, State.HalfOpen halfOpen, Duration lease, Instant now) {
        if (!Places.of(circuit).haveRoom(now)) {
            return new Answer(refusal(circuit, now));
        }
        return halfOpen.until().isAfter(now) ? take(circuit, halfOpen, lease, now) : begin(circuit, lease, now);
    }

    private Step begin(Circuit circuit, Duration lease, Instant now) {
        Places places = Places.of(circuit);
        long probe = freeNumber(places);
        Instant leaseEnd = now.plus(lease);
        Probing rules = circuit.settings().halfOpen();
        Instant until = rules.timesOut() ? now.plus(rules.timeout()) : roundEnd(circuit, leaseEnd);
        return new Take(
                new StateChange.BeginProbing(circuit.generation(), probe, places.out(now), now, leaseEnd, until),
                probe);
    }

    private Step take(Circuit circuit, State.HalfOpen halfOpen, Duration lease, Instant now) {
        Places places = Places.of(circuit);
        long probe = freeNumber(places);
        Instant leaseEnd = now.plus(lease);
        Instant until = roundEnd(circuit, halfOpen, leaseEnd);
        return new Take(
                new ProbeChange.Take(
                        circuit.generation(), probe, places.toReplace(now), places.most(), now, leaseEnd, until),
                probe);
    }

    /** Returns when what the probes found is too old to count, with one more lease: later than all of them. */
    static Instant roundEnd(Circuit circuit, State.HalfOpen halfOpen, Instant leaseEnd) {
        Instant end = roundEnd(circuit, leaseEnd);
        return circuit.settings().halfOpen().timesOut() || halfOpen.until().isAfter(end) ? halfOpen.until() : end;
    }

    private static Instant roundEnd(Circuit circuit, Instant leaseEnd) {
        return leaseEnd.plus(circuit.settings().open().first());
    }

    private Duration jitter(Duration spread) {
        return Duration.ofMillis(random.nextLong(spread.toMillis() + 1));
    }

    private long freeNumber(Places places) {
        long probe;
        do {
            probe = 1 + random.nextLong(PROBE_NUMBERS);
        } while (places.areOf(probe));
        return probe;
    }
}
