package dev.headgate.circuit;

import java.time.Instant;
import java.util.List;

/** Another store, whose every change is held against the circuit that it met. For one caller at a time. */
final class WatchedCircuitStore implements CircuitStore {
    private final CircuitStore store;
    private final List<String> wrong;

    /** @param wrong where it notes what must not happen */
    WatchedCircuitStore(CircuitStore store, List<String> wrong) {
        this.store = store;
        this.wrong = wrong;
    }

    @Override
    public Circuit read(String name) {
        return store.read(name);
    }

    @Override
    public Attempt attempt(String name, Change change) {
        Circuit before = store.read(name);
        Attempt attempt = store.attempt(name, change);
        if (attempt.done() && before.generation() != change.generation() && !(change instanceof ProbeChange.Leave)) {
            wrong.add("a stale " + change + " was made on " + before);
        }
        if (attempt.done() && change instanceof ProbeChange.Settle settle && !isOut(before, settle)) {
            wrong.add("a lapsed " + change + " was made on " + before);
        }
        return attempt;
    }

    private static boolean isOut(Circuit before, ProbeChange.Settle settle) {
        return before.state() instanceof State.HalfOpen halfOpen && halfOpen.isOut(settle.probe(), settle.now());
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
