package dev.headgate.circuit;

import java.time.Instant;
import java.util.function.BiFunction;

/**
 * A store with a condition taken out, for negative controls: it changes what is asked of it, or the circuit it is asked
 * of, before it decides.
 */
final class LooseCircuitStore implements CircuitStore {
    private final InMemoryCircuitStore store = new InMemoryCircuitStore();
    private final BiFunction<Change, Circuit, Change> loosened;

    LooseCircuitStore(BiFunction<Change, Circuit, Change> loosened) {
        this.loosened = loosened;
    }

    /** Returns a store that takes any generation for the current one. */
    static LooseCircuitStore withoutGenerations() {
        return new LooseCircuitStore((change, circuit) -> switch (change) {
            case WindowChange.Count count ->
                new WindowChange.Count(circuit.generation(), count.outcomes(), count.receipt(), count.clearing());
            case ProbeChange.Settle settle ->
                new ProbeChange.Settle(circuit.generation(), anyProbe(circuit), settle.kind(), settle.now());
            default -> change;
        });
    }

    /** Returns a store that never finds a lease run out. */
    static LooseCircuitStore withoutLeases() {
        return new LooseCircuitStore((change, circuit) -> switch (change) {
            case ProbeChange.Settle settle ->
                new ProbeChange.Settle(settle.generation(), settle.probe(), settle.kind(), Instant.EPOCH);
            default -> change;
        });
    }

    private static long anyProbe(Circuit circuit) {
        return circuit.state() instanceof State.HalfOpen halfOpen
                ? halfOpen.probes().keySet().iterator().next()
                : 0;
    }

    @Override
    public Circuit read(String name) {
        return store.read(name);
    }

    @Override
    public synchronized Attempt attempt(String name, Change change) {
        return store.attempt(name, loosened.apply(change, store.read(name)));
    }

    @Override
    public void put(CircuitSettings settings, Instant now) {
        store.put(settings, now);
    }

    @Override
    public void delete(String name) {
        store.delete(name);
    }
}
