package dev.headgate.testing.expressions;

import dev.headgate.testing.DynamoDbLocal;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The evaluator's contract, held to the store that it stands for. */
@ExtendWith(DynamoDbLocal.Shared.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DynamoDbLocalExpressionTest extends ExpressionContract {
    private final DynamoDbClient client;
    private final String table;

    DynamoDbLocalExpressionTest(DynamoDbLocal dynamoDb) {
        client = dynamoDb.client();
        table = dynamoDb.createTable("id");
    }

    @Override
    DynamoDbClient client() {
        return client;
    }

    @Override
    String table() {
        return table;
    }
}
