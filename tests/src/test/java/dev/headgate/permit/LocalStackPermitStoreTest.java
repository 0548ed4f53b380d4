package dev.headgate.permit;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.OnLocalStack;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("localstack")
@ExtendWith(OnLocalStack.class)
class LocalStackPermitStoreTest extends PermitStoreContract {
    private final PermitStore store;

    LocalStackPermitStoreTest(OnLocalStack localStack) {
        this.store = new DynamoDbPermitStore(localStack.client(), localStack.createTable("id"));
    }

    @Override
    PermitStore store() {
        return store;
    }
}
