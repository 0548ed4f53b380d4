package dev.headgate.adaptive;

import dev.headgate.dynamodb.DynamoDbRateStore;
import dev.headgate.testing.DynamoDbLocal;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbRateStoreTest extends RateStoreContract {
    private final RateStore store;

    DynamoDbRateStoreTest(DynamoDbLocal dynamoDb) {
        this.store = new DynamoDbRateStore(dynamoDb.client(), dynamoDb.createTable("id"));
    }

    @Override
    protected RateStore store() {
        return store;
    }
}
