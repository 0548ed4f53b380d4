package dev.headgate.permit;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.DynamoDbLocal;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbPermitStoreTest extends PermitStoreContract {
    private final PermitStore store;

    DynamoDbPermitStoreTest(DynamoDbLocal dynamoDb) {
        this.store = new DynamoDbPermitStore(dynamoDb.client(), dynamoDb.createTable("id"));
    }

    @Override
    PermitStore store() {
        return store;
    }
}
