package dev.headgate.dynamodb;

import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.CircuitStoreContract;
import dev.headgate.testing.OnLocalStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("localstack")
@ExtendWith(OnLocalStack.class)
class LocalStackCircuitStoreTest extends CircuitStoreContract {
    private final CircuitStore store;

    LocalStackCircuitStoreTest(OnLocalStack localStack) {
        store = new DynamoDbCircuitStore(localStack.client(), localStack.createTable("name"));
    }

    @Override
    protected CircuitStore store() {
        return store;
    }
}
