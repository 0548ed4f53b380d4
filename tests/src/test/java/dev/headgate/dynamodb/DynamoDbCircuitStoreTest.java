package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.CircuitStoreContract;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.ProbeChange;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.StateChange;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbCircuitStoreTest extends CircuitStoreContract {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");

    private final DynamoDbClient client;
    private final String table;

    DynamoDbCircuitStoreTest(DynamoDbLocal dynamoDb) {
        client = dynamoDb.client();
        table = dynamoDb.createTable("name");
    }

    @Override
    protected CircuitStore store() {
        return new DynamoDbCircuitStore(client, table);
    }

    /** Each report comes from an environment that has never seen the circuit, and so knows no bucket to drop. */
    @Test
    void item_staysBelowOneWriteUnit_whenOnlyColdEnvironmentsReport() {
        CircuitSettings settings = largest();
        store().put(settings, T0);
        for (int bucket = 0; bucket < 4 * 12; bucket++) {
            Instant now = T0.plus(Duration.ofMinutes(5).multipliedBy(bucket));
            CircuitBreaker cold = new CircuitBreaker(store(), Duration.ofSeconds(1), new Random(1));
            cold.report(new Report(settings.name(), 1, null, new Counts(12_345, 1_234, 0), null), now);
            assertThat(bytes(settings.name()))
                    .as("after %d buckets", bucket + 1)
                    .isLessThan(1024);
        }
    }

    @Test
    void item_staysBelowOneWriteUnit_whenEveryProbeIsOut() {
        CircuitSettings settings = largest();
        store().put(settings, T0);
        store().attempt(settings.name(), new StateChange.Trip(1, T0));
        store().attempt(
                        settings.name(),
                        new StateChange.BeginProbing(2, 999_999_900, Map.of(), T0, T0.plusSeconds(9), T0));
        for (long probe = 1; probe < 20; probe++) {
            Instant end = T0.plusSeconds(9);
            store().attempt(settings.name(), new ProbeChange.Take(3, 999_999_900 + probe, Map.of(), 20, T0, end, end));
        }
        assertThat(bytes(settings.name())).isLessThan(1024);
    }

    private static CircuitSettings largest() {
        return new CircuitSettings(
                "a-circuit-with-quite-a-long-name-of-its-own",
                100,
                Duration.ofHours(1),
                12,
                1_000_000,
                Duration.ofHours(1),
                20,
                Duration.ofHours(1));
    }

    /** The size as DynamoDB bills it: names and values in UTF-8, a number in half its digits + 1, a map 3 + 1 an entry. */
    private long bytes(String name) {
        Map<String, AttributeValue> key = Map.of("name", Attributes.string(name));
        return entries(client.getItem(get -> get.tableName(table).key(key)).item());
    }

    private static long entries(Map<String, AttributeValue> entries) {
        return entries.entrySet().stream()
                .mapToLong(entry -> entry.getKey().length() + value(entry.getValue()))
                .sum();
    }

    private static long value(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case N -> (value.n().length() + 1) / 2 + 1;
            case M -> 3 + value.m().size() + entries(value.m());
            default -> throw new IllegalArgumentException("not expected: " + value);
        };
    }
}
