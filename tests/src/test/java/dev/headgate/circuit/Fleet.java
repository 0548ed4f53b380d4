package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

/** One circuit, asked by as many environments as a test likes, on a clock that the test owns. */
final class Fleet {
    static final String NAME = "ai-gateway";
    static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");

    static final Duration OPEN = Duration.ofSeconds(30);
    static final Duration LEASE = Duration.ofSeconds(5);

    private final CircuitStore store;
    private final Random seeds = new Random(42);
    Instant now = T0;

    /** Half of at least 4 calls in 10 s open it for 30 s; then 2 probes of at most 5 s each. */
    static final CircuitSettings SETTINGS =
            new CircuitSettings(NAME, 50, Duration.ofSeconds(10), 10, 4, OPEN, 2, LEASE);

    Fleet(CircuitStore store) {
        this(store, SETTINGS);
    }

    Fleet(CircuitStore store, CircuitSettings settings) {
        this.store = store;
        store.put(settings, T0);
    }

    /** Returns outcomes of the first moment, as these settings keep them. */
    static Outcomes outcomes(Counts counts) {
        return Outcomes.of(counts, SETTINGS, T0);
    }

    /** Returns a new environment: it has seen nothing yet. */
    CircuitBreaker environment() {
        return new CircuitBreaker(store, Duration.ofSeconds(1), new Random(seeds.nextLong()));
    }

    CircuitStore store() {
        return store;
    }

    Circuit circuit() {
        return store.read(NAME);
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    Admission check() {
        return environment().check(NAME, now);
    }

    Admission.Allowed allowed() {
        return (Admission.Allowed) check();
    }

    Reported report(Admission allowed, Outcome outcome) {
        Long probe = ((Admission.Allowed) allowed).probe();
        return environment().report(Report.of(NAME, allowed.generation(), probe, outcome), now);
    }

    /** Opens the circuit by failures, and returns the check that was allowed before. */
    Admission.Allowed trip() {
        Admission.Allowed before = allowed();
        for (int failures = 0; failures < 4; failures++) {
            report(before, Outcome.FAILURE);
        }
        return before;
    }

    /** Opens the circuit and lets its time pass. */
    void tripAndWait() {
        trip();
        pass(OPEN);
    }
}
