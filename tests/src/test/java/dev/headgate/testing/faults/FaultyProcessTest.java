package dev.headgate.testing.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.testing.DynamoDbLocal;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@ExtendWith(DynamoDbLocal.Shared.class)
class FaultyProcessTest {
    private static final Map<String, AttributeValue> KEY = Map.of("id", AttributeValue.fromS("k"));

    private final DynamoDbLocal dynamoDb;
    private final String table;

    FaultyProcessTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("id");
    }

    /** How often the write has happened when its caller sees the failure, or the answer of its repeat. */
    @ParameterizedTest
    @CsvSource({
        "NONE,         1, 1",
        "NEVER_SENT,   0, 1",
        "ANSWER_LOST,  1, 2",
        "LATE,         0, 2",
        "THROTTLED,    0, 1",
        "ERROR,        0, 1",
        "ERROR_AFTER,  1, 2",
        "KILLED,       0, 0",
        "KILLED_AFTER, 1, 1"
    })
    void fault_happensAsItsNameSays(Fault fault, int withoutRetries, int withRetries) {
        assertThat(writes(fault, FaultyProcess.NO_RETRIES)).isEqualTo(withoutRetries);
        assertThat(writes(fault, FaultyProcess.AS_DEPLOYED)).isEqualTo(withRetries);
    }

    private int writes(Fault fault, int attempts) {
        dynamoDb.client().deleteItem(delete -> delete.tableName(table).key(KEY));
        try (FaultyProcess process = new FaultyProcess(dynamoDb, attempts)) {
            process.follow(Plan.of(fault));
            boolean dies = fault.name().startsWith("KILLED");
            boolean fails = fault != Fault.NONE && (dies || attempts == FaultyProcess.NO_RETRIES);
            if (fails) {
                assertThatThrownBy(() -> add(process.client())).isInstanceOf(dies ? Killed.class : SdkException.class);
            } else {
                assertThatCode(() -> add(process.client())).doesNotThrowAnyException();
            }
            assertThat(process.met(fault)).isPositive();
            return count();
        }
    }

    @Test
    void late_happensAfterTheNextRequest_orWhenDelivered() throws IOException {
        try (FaultyProcess process = new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES)) {
            process.follow(Plan.of(Fault.LATE));
            assertThatThrownBy(() -> add(process.client())).isInstanceOf(SdkException.class);
            assertThat(count()).isZero();
            process.deliverLate();
            assertThat(count()).isEqualTo(1);
        }
    }

    @Test
    void killed_letsNothingThrough_untilItStartsAnew() {
        try (FaultyProcess process = new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED)) {
            process.follow(Plan.of(Fault.KILLED));
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> add(process.client())).isInstanceOf(Killed.class);
            }
            assertThat(count()).isZero();
            process.follow(Plan.NO_FAULTS);
            add(process.client());
            assertThat(count()).isEqualTo(1);
        }
    }

    @Test
    void throttled_isWhatTheSdkTakesForThrottling() {
        try (FaultyProcess process = new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES)) {
            process.follow(Plan.of(Fault.THROTTLED));
            assertThatThrownBy(() -> add(process.client()))
                    .isInstanceOfSatisfying(
                            SdkException.class,
                            e -> assertThat(software.amazon.awssdk.core.retry.RetryUtils.isThrottlingException(e))
                                    .isTrue())
                    .isNotInstanceOf(ProvisionedThroughputExceededException.class);
        }
    }

    @Test
    void seeded_isTheSameForTheSameSeed_andMeetsEveryKind() {
        Plan one = Plan.seeded(7, 0.5, Fault.ALL);
        Plan other = Plan.seeded(7, 0.5, Fault.ALL);
        Map<Fault, Integer> counts = new java.util.EnumMap<>(Fault.class);
        for (int i = 0; i < 1000; i++) {
            Fault fault = one.next();
            assertThat(other.next()).isEqualTo(fault);
            counts.merge(fault, 1, Integer::sum);
        }
        assertThat(counts).containsOnlyKeys(Fault.values());
        assertThat(counts.get(Fault.NONE)).isBetween(400, 600);
    }

    private void add(DynamoDbClient client) {
        client.updateItem(update -> update.tableName(table)
                .key(KEY)
                .updateExpression("ADD n :one")
                .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1"))));
    }

    private int count() {
        Map<String, AttributeValue> item = dynamoDb.client()
                .getItem(get -> get.tableName(table).key(KEY).consistentRead(true))
                .item();
        return item.containsKey("n") ? Integer.parseInt(item.get("n").n()) : 0;
    }
}
