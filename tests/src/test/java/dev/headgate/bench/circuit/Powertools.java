package dev.headgate.bench.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What the circuit breaker of Powertools for AWS Lambda (Python) asks of its table, re-enacted after its source with its
 * defaults; not its code. It reads the state at most once in five seconds, eventually consistently, counts failures in a
 * row in the environment, and writes only when it opens, without a condition. Probing is left out; nothing here comes to it.
 */
final class Powertools implements Breaker {
    private static final int FAILURES_TO_OPEN = 5;
    private static final Duration CACHE = Duration.ofSeconds(5);
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("any"));

    private final DynamoDbClient client;
    private final String table;
    private Instant staleAt = Instant.MIN;
    private boolean open;
    private int failures;

    Powertools(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public boolean allows(Instant now) {
        if (!now.isBefore(staleAt)) {
            Map<String, AttributeValue> item =
                    client.getItem(get -> get.tableName(table).key(KEY)).item();
            see(!item.isEmpty() && item.get("state").s().equals("OPEN"), now);
        }
        return !open;
    }

    @Override
    public void succeeded(Instant now) {
        failures = 0;
    }

    @Override
    public void failed(Instant now) {
        if (++failures >= FAILURES_TO_OPEN) {
            failures = 0;
            client.putItem(put -> put.tableName(table)
                    .item(Map.of(
                            "id",
                            AttributeValue.fromS("any"),
                            "state",
                            AttributeValue.fromS("OPEN"),
                            "failure_count",
                            AttributeValue.fromN(Integer.toString(FAILURES_TO_OPEN)),
                            "opened_at",
                            AttributeValue.fromN(Long.toString(now.getEpochSecond())))));
            see(true, now);
        }
    }

    private void see(boolean opened, Instant now) {
        open = opened;
        staleAt = now.plus(CACHE);
    }
}
