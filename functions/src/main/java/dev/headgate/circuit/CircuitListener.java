package dev.headgate.circuit;

/** Told of what happens to circuits beside the answers: metrics and events, and a list in the tests. */
public interface CircuitListener {
    /** Nobody listens. */
    CircuitListener NONE = new CircuitListener() {};

    /** A circuit has changed its state. */
    default void changed(Transition transition) {}

    /** Healthy outcomes that this environment had gathered were not counted: the store was out of reach, or it was too late. */
    default void lost(String circuit, Counts counts) {}
}
