package dev.headgate.circuit;

import dev.headgate.UnknownCircuitException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;

/** A negative control: reads, decides, then writes without a condition, as if all callers had read at one moment. */
final class RacyCircuitStore implements CircuitStore {
    private final Map<String, Circuit> circuits = new ConcurrentHashMap<>();
    private final CyclicBarrier allHaveRead;

    RacyCircuitStore(int callers) {
        allHaveRead = new CyclicBarrier(callers);
    }

    @Override
    public Circuit read(String name) {
        return Optional.ofNullable(circuits.get(name)).orElseThrow(() -> new UnknownCircuitException(name));
    }

    @Override
    public Attempt attempt(String name, Change change) {
        Circuit before = read(name);
        try {
            allHaveRead.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
        Optional<Circuit> after = change.on(before);
        after.ifPresent(circuit -> circuits.put(name, circuit));
        return new Attempt(after.isPresent(), after.orElse(before));
    }

    void set(Circuit circuit) {
        circuits.put(circuit.settings().name(), circuit);
    }

    @Override
    public void put(CircuitSettings settings, Instant now) {
        set(Circuit.declared(settings));
    }

    @Override
    public void delete(String name) {
        circuits.remove(name);
    }
}
