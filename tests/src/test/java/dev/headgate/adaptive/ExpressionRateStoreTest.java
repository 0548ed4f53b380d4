package dev.headgate.adaptive;

import dev.headgate.dynamodb.DynamoDbRateStore;
import dev.headgate.testing.expressions.ExpressionClient;

/** The real store on the evaluator of its expressions: what the interleavings are explored on. */
class ExpressionRateStoreTest extends RateStoreContract {
    private final ExpressionClient client = new ExpressionClient();
    private final RateStore store = new DynamoDbRateStore(client, client.createTable("id"));

    @Override
    protected RateStore store() {
        return store;
    }
}
