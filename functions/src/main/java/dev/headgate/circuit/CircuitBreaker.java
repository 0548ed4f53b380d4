package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * The circuit breaker as callers see it: ask before a call, report after it. Safe for many threads.
 *
 * <p>What the fleet knows is in the {@link CircuitStore}; what this environment saw last answers most checks without it.
 * The rules are in {@link Checks} and {@link Reports}, the whole picture in the package's documentation.
 */
public final class CircuitBreaker {
    /**
     * A check loses a write only if another caller has just won one; after a few it is refused, which is always safe,
     * and asks again later.
     */
    private static final int ATTEMPTS = 4;

    private final CircuitStore store;
    private final Sightings sightings;
    private final Checks checks;
    private final Consumer<Circuit> changes;

    /**
     * @param cacheTime how long what was seen of a circuit that is not open answers checks
     * @param random where jitter and the numbers of probes come from; nothing is drawn before the first call
     */
    public CircuitBreaker(CircuitStore store, Duration cacheTime, RandomGenerator random) {
        this(store, cacheTime, random, changed -> {});
    }

    /**
     * @param cacheTime how long what was seen of a circuit that is not open answers checks
     * @param random where jitter and the numbers of probes come from; nothing is drawn before the first call
     * @param changes told of a circuit in its new state, once in the fleet: by the environment whose write changed it
     */
    public CircuitBreaker(CircuitStore store, Duration cacheTime, RandomGenerator random, Consumer<Circuit> changes) {
        this.store = store;
        this.sightings = new Sightings(cacheTime);
        this.checks = new Checks(random);
        this.changes = changes;
    }

    /**
     * Returns whether a call may be made now; in HALF_OPEN a probe is taken for it, whose outcome must be reported before
     * its lease is over.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    public Admission check(String name, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Circuit circuit = sightings.toDecideOn(name, at).orElseGet(() -> read(name, at));
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            switch (checks.check(circuit, at)) {
                case Checks.Answer(Admission admission) -> {
                    return admission;
                }
                case Checks.Settle(Change change) ->
                    circuit = attempt(name, change, at).circuit();
                case Checks.Probing(Change change, long probe) -> {
                    circuit = attempt(name, change, at).circuit();
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
     * Returns whether a check would probably allow a call now. No probe is taken and nothing is written.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    public Admission peek(String name, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        return checks.peek(sightings.fresh(name, at).orElseGet(() -> read(name, at)), at);
    }

    /**
     * Returns what became of the outcomes, and the state that they led to.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    public Reported report(Report report, Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Circuit seen = sightings.last(report.circuit()).orElseGet(() -> read(report.circuit(), at));
        CircuitStore.Attempt attempt = attempt(report.circuit(), Reports.report(seen, report, at), at);
        Circuit after = Reports.afterReport(attempt, report, at)
                .map(change -> attempt(report.circuit(), change, at).circuit())
                .orElse(attempt.circuit());
        return attempt.done()
                ? new Reported.Recorded(after.state(), after.generation(), Reports.total(attempt.circuit(), report, at))
                : new Reported.Dropped(Reports.reason(attempt.circuit(), report), after.state(), after.generation());
    }

    private Circuit read(String name, Instant now) {
        return sightings.note(store.read(name), now);
    }

    private CircuitStore.Attempt attempt(String name, Change change, Instant now) {
        CircuitStore.Attempt attempt = store.attempt(name, change);
        sightings.note(attempt.circuit(), now);
        if (attempt.done() && attempt.circuit().generation() != change.generation()) {
            changes.accept(attempt.circuit());
        }
        return attempt;
    }
}
