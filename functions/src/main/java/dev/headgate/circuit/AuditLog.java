package dev.headgate.circuit;

import java.time.Instant;

/** Where it is kept who changed a circuit by hand, and why: {@code DynamoDbAuditLog}, and a list in the tests. */
public interface AuditLog {
    /**
     * Keeps the order for ever.
     *
     * @throws dev.headgate.StoreUnavailableException if it could not be kept
     */
    void keep(Order order, Instant now);
}
