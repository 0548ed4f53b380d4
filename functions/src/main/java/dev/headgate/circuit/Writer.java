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

    Circuit force(Order order, Change.Force change, Instant now) {
        return attempt(order.circuit(), change, Optional.of(order), now).circuit();
    }

    private CircuitStore.Attempt attempt(String name, Change change, Optional<Order> order, Instant now) {
        CircuitStore.Attempt attempt = store.attempt(name, change);
        sightings.note(attempt.circuit(), now);
        if (attempt.done()) {
            Transition.Cause.of(change)
                    .ifPresent(cause -> listener.changed(new Transition(attempt.circuit(), cause, order)));
        }
        return attempt;
    }
}
