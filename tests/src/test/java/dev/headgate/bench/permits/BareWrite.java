package dev.headgate.bench.permits;

import java.util.Map;
import java.util.function.LongSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The least write that counts: one number on one key, more by one, on no condition. It limits nothing; how many of them the
 * store takes is the most that any limiter can reach that grants by a write.
 */
final class BareWrite {
    private final DynamoDbClient client;
    private final String table;

    BareWrite(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Returns a caller whose every write is one unit. */
    LongSupplier caller() {
        Map<String, AttributeValue> id = Map.of("id", AttributeValue.fromS("hot"));
        Map<String, AttributeValue> one = Map.of(":one", AttributeValue.fromN("1"));
        return () -> {
            client.updateItem(update -> update.tableName(table)
                    .key(id)
                    .updateExpression("ADD n :one")
                    .expressionAttributeValues(one));
            return 1;
        };
    }
}
