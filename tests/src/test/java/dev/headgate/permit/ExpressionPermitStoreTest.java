package dev.headgate.permit;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.expressions.ExpressionClient;

/** The real store on the evaluator of its expressions: what the interleavings are explored on. */
class ExpressionPermitStoreTest extends PermitStoreContract {
    private final ExpressionClient client = new ExpressionClient();
    private final PermitStore store = new DynamoDbPermitStore(client, client.createTable("id"));

    @Override
    PermitStore store() {
        return store;
    }
}
