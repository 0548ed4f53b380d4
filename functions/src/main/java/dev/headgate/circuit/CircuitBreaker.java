package dev.headgate.circuit;

import dev.headgate.Bounds;
import dev.headgate.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The circuit breaker as callers see it: ask before a call, report after it. Safe for many threads.
 *
 * <p>What the fleet knows is in the {@link CircuitStore}; what this environment saw last answers most checks without it.
 * The rules are in {@link Checks}, {@link Due} and {@link Reports}, the whole picture in the package's documentation.
 */
public final class CircuitBreaker {
    /**
     * A check loses a write only if another caller has just won one; after a few it is refused, which is always safe,
     * and asks again later.
     */
    private static final int ATTEMPTS = 4;

    private final Writer writer;
    private final Sightings sightings;
    private final Checks checks;
    private final Waiting waiting;
    private final Reporter reporter;

    /**
     * @param cacheTime how long what was seen of a circuit that is not open answers checks
     * @param random where jitter and the numbers of probes come from; nothing is drawn before the first call
     */
    public CircuitBreaker(CircuitStore store, Duration cacheTime, RandomGenerator random) {
        this(store, cacheTime, random, CircuitListener.NONE);
    }

    /**
     * @param cacheTime how long what was seen of a circuit that is not open answers checks
     * @param random where jitter and the numbers of probes come from; nothing is drawn before the first call
     * @param listener told of each change of state, once in the fleet: by the environment whose write made it
     */
    public CircuitBreaker(CircuitStore store, Duration cacheTime, RandomGenerator random, CircuitListener listener) {
        this.sightings = new Sightings(cacheTime);
        this.writer = new Writer(store, sightings, listener);
        this.checks = new Checks(random);
        Due due = new Due(random);
        this.waiting = new Waiting(writer, sightings, due, listener, random);
        this.reporter = new Reporter(writer, sightings, waiting, due, random);
    }

    /** Returns {@link #check(String, Duration, Instant)} with the lease that the circuit's settings say. */
    public Admission check(String name, Instant now) {
        return check(name, null, now);
    }

    /**
     * Returns whether a call may be made now; in HALF_OPEN a probe is taken for it, whose outcome must be reported before
     * its lease is over. Where the store is out of reach, the circuit's settings answer.
     *
     * @param lease how long the call may take as a probe, 1 s to 1 h; null for what the settings say
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     * @throws dev.headgate.InvalidRequestException if the lease is out of its bounds
     */
    public Admission check(String name, @Nullable Duration lease, Instant now) {
        if (lease != null) {
            Bounds.between("lease", lease, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        waiting.flushIfDue(name, at);
        try {
            Circuit circuit = sightings.toDecideOn(name, at).orElseGet(() -> writer.read(name, at));
            return decide(circuit, lease, at);
        } catch (StoreUnavailableException e) {
            return checks.blind(sightings.last(name).orElse(null), at);
        }
    }

    private Admission decide(Circuit seen, @Nullable Duration lease, Instant at) {
        Circuit circuit = seen;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Duration probeLease = lease == null ? circuit.settings().halfOpen().lease() : lease;
            switch (checks.check(circuit, probeLease, at)) {
                case Checks.Answer(Admission admission) -> {
                    return admission;
                }
                case Checks.Settle(Change change) ->
                    circuit = writer.attempt(circuit, change, at).circuit();
                case Checks.Take(Change change, long probe) -> {
                    circuit = writer.attempt(circuit, change, at).circuit();
                    // Not whether the write was refused, but whether the probe is there: the SDK may have repeated a
                    // write whose answer was lost, and the repeat is refused by the first.
                    if (circuit.state() instanceof State.HalfOpen halfOpen && halfOpen.isOut(probe, at)) {
                        return new Admission.Allowed(halfOpen, circuit.generation(), probe);
                    }
                }
            }
        }
        return checks.refusal(circuit, at);
    }

    /**
     * Returns whether a check would probably allow a call now. No probe is taken and nothing is written. Where the store
     * is out of reach, the circuit's settings answer.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    public Admission peek(String name, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        try {
            return checks.peek(look(name, at), at);
        } catch (StoreUnavailableException e) {
            return checks.blind(sightings.last(name).orElse(null), at);
        }
    }

    /**
     * Gives back what a check has allowed, where the call is not made after all: a probe's place is free again. Of a
     * circuit that is not half-open nothing is written. A place that cannot be given back is free when its lease is over.
     */
    public void giveBack(String name, Admission.Allowed admission, Instant now) {
        if (admission.probe() != null) {
            try {
                report(Report.of(name, admission.generation(), admission.probe(), Outcome.IGNORED), now);
            } catch (StoreUnavailableException e) {
                // Its lease is all that it costs.
            }
        }
    }

    /**
     * Returns what became of the outcomes, and the state that they led to.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     * @throws StoreUnavailableException if the store is out of reach and the outcomes could not wait
     */
    public Reported report(Report report, Instant now) {
        return reporter.report(report, now.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Returns whether the probe may take so much longer: not if its lease is over, if it has reported, or if the circuit
     * has changed.
     *
     * @param lease from now on, 1 s to 1 h; null for what the settings say
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     * @throws dev.headgate.InvalidRequestException if the lease is out of its bounds
     */
    public Renewal renew(String name, long generation, long probe, @Nullable Duration lease, Instant now) {
        if (lease != null) {
            Bounds.between("lease", lease, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
        }
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Circuit circuit = sightings.last(name).orElseGet(() -> writer.read(name, at));
        Instant leaseEnd = at.plus(lease == null ? circuit.settings().halfOpen().lease() : lease);
        boolean renewed = false;
        for (int attempt = 0; attempt < ATTEMPTS && !renewed; attempt++) {
            Change change = new ProbeChange.Renew(generation, probe, at, leaseEnd, renewedEnd(circuit, leaseEnd));
            CircuitStore.Attempt made = writer.attempt(circuit, change, at);
            circuit = made.circuit();
            renewed = made.done();
            if (circuit.generation() != generation
                    || !(circuit.state() instanceof State.HalfOpen halfOpen && halfOpen.isOut(probe, at))) {
                break;
            }
        }
        return new Renewal(renewed, leaseEnd, circuit.stateAt(at), circuit.generation());
    }

    private static Instant renewedEnd(Circuit circuit, Instant leaseEnd) {
        return circuit.state() instanceof State.HalfOpen halfOpen
                ? Checks.roundEnd(circuit, halfOpen, leaseEnd)
                : leaseEnd.plus(circuit.settings().open().first());
    }

    /** Returns the circuit after an operator's order; {@link Operator} keeps the record of it. */
    Circuit force(Order order, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Circuit seen = look(order.circuit(), at);
        Duration time = order.time() == null ? seen.settings().open().first() : order.time();
        return writer.force(order, new StateChange.Force(order.to(), at.plus(time)), at);
    }

    /** Returns the circuit as this environment sees it; a fresh look where it has none. */
    Circuit look(String name, Instant now) {
        Optional<Circuit> seen = sightings.fresh(name, now);
        return seen.orElseGet(() -> writer.read(name, now));
    }
}
