package dev.headgate.circuit;

import dev.headgate.StoreUnavailableException;
import java.time.Instant;

/** A store that is out of reach from when a test says so. */
public final class UnreliableCircuitStore implements CircuitStore {
    private final CircuitStore store;
    private boolean out;

    public UnreliableCircuitStore(CircuitStore store) {
        this.store = store;
    }

    public void fail() {
        out = true;
    }

    private CircuitStore reached() {
        if (out) {
            throw new StoreUnavailableException("circuits", new IllegalStateException("out of reach"));
        }
        return store;
    }

    @Override
    public Circuit read(String name) {
        return reached().read(name);
    }

    @Override
    public Attempt attempt(String name, Change change) {
        return reached().attempt(name, change);
    }

    @Override
    public void put(CircuitSettings settings, Instant now) {
        reached().put(settings, now);
    }

    @Override
    public void delete(String name) {
        reached().delete(name);
    }
}
