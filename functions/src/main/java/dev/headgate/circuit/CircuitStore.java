package dev.headgate.circuit;

import java.time.Instant;

/**
 * Where circuits are kept. Every decision is one {@link Change}, made only if its condition holds.
 *
 * <p>All methods throw {@link dev.headgate.StoreUnavailableException} where the store does not answer.
 */
public interface CircuitStore {
    /**
     * Returns the circuit, perhaps as it was a moment ago: whatever is concluded from it is written on condition.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    Circuit read(String name);

    /**
     * Returns the circuit after the change, or the circuit that stood against it, unchanged.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit
     */
    Attempt attempt(String name, Change change);

    /** Declares the circuit, or changes its settings and keeps its state. */
    void put(CircuitSettings settings, Instant now);

    /** Forgets the circuit; one that is not there stays so. */
    void delete(String name);

    /**
     * What came of a change.
     *
     * @param done whether the change was made
     * @param circuit the circuit after it, or the one that refused it
     */
    record Attempt(boolean done, Circuit circuit) {}
}
