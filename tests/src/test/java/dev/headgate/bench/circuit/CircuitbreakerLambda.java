package dev.headgate.bench.circuit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What circuitbreaker-lambda 1.0 (Node) asks of its table, re-enacted after its source with its defaults; not its code. It
 * reads the whole state before each call, eventually consistently, and writes the whole of it after each call, without a
 * condition: an environment adds its failure to the count that it has read. HALF is left out; nothing here comes to it.
 */
final class CircuitbreakerLambda implements Breaker {
    private static final int FAILURES_TO_OPEN = 5;
    private static final long OPEN_MILLIS = 10_000;
    private static final long FORGET_FAILURES_AFTER_MILLIS = 60_000;
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("any"));

    private final DynamoDbClient client;
    private final String table;
    private State state = State.NEW;

    private record State(boolean open, long failures, long nextAttempt, long lastFailure) {
        static final State NEW = new State(false, 0, 0, 0);

        static State of(Map<String, AttributeValue> item) {
            return new State(
                    item.get("circuitState").s().equals("OPEN"),
                    number(item, "failureCount"),
                    number(item, "nextAttempt"),
                    number(item, "lastFailureTime"));
        }

        private static long number(Map<String, AttributeValue> item, String name) {
            return Long.parseLong(item.get(name).n());
        }

        State at(long now) {
            return !open && now - lastFailure > FORGET_FAILURES_AFTER_MILLIS ? NEW : this;
        }

        State failed(long now) {
            return failures + 1 >= FAILURES_TO_OPEN
                    ? new State(true, failures + 1, now + OPEN_MILLIS, now)
                    : new State(false, failures + 1, nextAttempt, now);
        }
    }

    CircuitbreakerLambda(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public boolean allows(Instant now) {
        Map<String, AttributeValue> item =
                client.getItem(get -> get.tableName(table).key(KEY)).item();
        state = (item.isEmpty() ? State.NEW : State.of(item)).at(now.toEpochMilli());
        return !state.open();
    }

    @Override
    public void succeeded(Instant now) {
        save(now);
    }

    @Override
    public void failed(Instant now) {
        state = state.failed(now.toEpochMilli());
        save(now);
    }

    private void save(Instant now) {
        Map<String, AttributeValue> values = new HashMap<>();
        values.put(":state", AttributeValue.fromS(state.open() ? "OPEN" : "CLOSED"));
        values.put(":failures", number(state.failures()));
        values.put(":next", number(state.nextAttempt()));
        values.put(":last", number(state.lastFailure()));
        values.put(":now", number(now.toEpochMilli()));
        values.put(":none", number(0));
        client.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("SET circuitState = :state, failureCount = :failures, successCount = :none,"
                        + " nextAttempt = :next, lastFailureTime = :last, consecutiveOpens = :none,"
                        + " stateTimestamp = :now, schemaVersion = :none")
                .expressionAttributeValues(values));
    }

    private static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }
}
