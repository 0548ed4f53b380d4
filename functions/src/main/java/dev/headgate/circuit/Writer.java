package dev.headgate.circuit;

import java.time.Instant;
import java.util.Optional;

/** Reads and writes circuits; notes what it sees, and tells of what its own writes changed. */
final class Writer {
    private final CircuitStore store;
    private final Sightings sightings;
    private final CircuitListener listener;

    Writer(CircuitStore store, Sightings sightings, CircuitListener listener) {
        this.store = store;
        this.sightings = sightings;
        this.listener = listener;
    }

    Circuit read(String name, Instant now) {
        return sightings.note(store.read(name), now);
    }

    CircuitStore.Attempt attempt(Circuit circuit, Change change, Instant now) {
        return attempt(circuit.settings().name(), change, Optional.empty(), now);
    }

    /** Returns what came of a count. Where its own receipt refuses it, it is made: the SDK has repeated it. */
    CircuitStore.Attempt count(Circuit circuit, WindowChange.Count count, Instant now) {
        CircuitStore.Attempt attempt = attempt(circuit, count, now);
        return count.isMadeIn(attempt.circuit()) ? new CircuitStore.Attempt(true, attempt.circuit()) : attempt;
    }

    Circuit force(Order order, StateChange.Force change, Instant now) {
        return attempt(order.circuit(), change, Optional.of(order), now).circuit();
    }

    private CircuitStore.Attempt attempt(String name, Change change, Optional<Order> order, Instant now) {
        CircuitStore.Attempt attempt = store.attempt(name, change);
        sightings.note(attempt.circuit(), now);
        if (attempt.done() && change instanceof StateChange made) {
            listener.changed(new Transition(attempt.circuit(), Transition.Cause.of(made), order));
        }
        return attempt;
    }
}
