package dev.headgate.circuit;

import dev.headgate.UnknownCircuitException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Circuits in this process: the algorithm as the domain states it, one change at a time. */
public final class InMemoryCircuitStore implements CircuitStore {
    private final Map<String, Circuit> circuits = new HashMap<>();

    @Override
    public synchronized Circuit read(String name) {
        return Optional.ofNullable(circuits.get(name)).orElseThrow(() -> new UnknownCircuitException(name));
    }

    @Override
    public synchronized Attempt attempt(String name, Change change) {
        Circuit before = read(name);
        Optional<Circuit> after = change.on(before);
        after.ifPresent(circuit -> circuits.put(name, circuit));
        return new Attempt(after.isPresent(), after.orElse(before));
    }

    @Override
    public synchronized void put(CircuitSettings settings, Instant now) {
        circuits.merge(settings.name(), Circuit.declared(settings), (old, declared) -> old.with(settings));
    }

    @Override
    public synchronized void delete(String name) {
        circuits.remove(name);
    }
}
