package dev.headgate.circuit;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Another store, with its reads and writes counted. */
final class CountingCircuitStore implements CircuitStore {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger writes = new AtomicInteger();
    private final CircuitStore store;

    CountingCircuitStore(CircuitStore store) {
        this.store = store;
    }

    @Override
    public Circuit read(String name) {
        reads.incrementAndGet();
        return store.read(name);
    }

    @Override
    public Attempt attempt(String name, Change change) {
        writes.incrementAndGet();
        return store.attempt(name, change);
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
