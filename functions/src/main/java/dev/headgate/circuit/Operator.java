package dev.headgate.circuit;

import java.time.Instant;

/**
 * Changes circuits by hand. The order is kept first and carried out then: no circuit is ever changed by hand without a
 * record of who and why. (A crash in between leaves the record of an order that was not carried out.)
 */
public final class Operator {
    private final CircuitBreaker circuits;
    private final AuditLog log;

    public Operator(CircuitBreaker circuits, AuditLog log) {
        this.circuits = circuits;
        this.log = log;
    }

    /**
     * Returns the circuit in the state that was ordered, in a new generation.
     *
     * @throws dev.headgate.UnknownCircuitException if there is no such circuit; nothing is kept then
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach
     */
    public Circuit carryOut(Order order, Instant now) {
        circuits.look(order.circuit(), now);
        log.keep(order, now);
        return circuits.force(order, now);
    }
}
