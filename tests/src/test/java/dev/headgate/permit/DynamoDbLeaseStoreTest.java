package dev.headgate.permit;

import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.testing.DynamoDbLocal;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbLeaseStoreTest extends LeaseStoreContract {
    private final LeaseStore store;

    DynamoDbLeaseStoreTest(DynamoDbLocal dynamoDb) {
        this.store = new DynamoDbLeaseStore(dynamoDb.client(), dynamoDb.createTable("bucket", "slot"));
    }

    @Override
    LeaseStore store() {
        return store;
    }
}
