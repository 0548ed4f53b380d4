package dev.headgate.circuit;

import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.testing.expressions.ExpressionClient;

/** The real store on the evaluator of its expressions: what the interleavings are explored on. */
class ExpressionCircuitStoreTest extends CircuitStoreContract {
    private final ExpressionClient client = new ExpressionClient();
    private final CircuitStore store = new DynamoDbCircuitStore(client, client.createTable("name"));

    @Override
    protected CircuitStore store() {
        return store;
    }
}
