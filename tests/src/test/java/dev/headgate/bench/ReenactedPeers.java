package dev.headgate.bench;

import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The calls that other circuit breakers on DynamoDB make for one healthy call, as their source says; not their code. */
final class ReenactedPeers {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("any"));

    private final DynamoDbClient client;
    private final String table;

    ReenactedPeers(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Reads the state before the call, consistently, and writes the whole of it after the call, without a condition. */
    void circuitbreakerLambda() {
        read();
        client.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET circuitState = :s, failureCount = :n, successCount = :n, nextAttempt = :n")
                .expressionAttributeValues(
                        Map.of(":s", AttributeValue.fromS("CLOSED"), ":n", AttributeValue.fromN("0"))));
    }

    /** Reads the state before the call, consistently; writes nothing while the circuit is closed. */
    void powertools() {
        read();
    }

    private void read() {
        client.getItem(get -> get.tableName(table).key(KEY).consistentRead(true));
    }
}
