package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.Forced;
import dev.headgate.circuit.Order;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbAuditLogTest {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");

    private final DynamoDbClient client;
    private final String table;
    private final DynamoDbAuditLog log;

    DynamoDbAuditLogTest(DynamoDbLocal dynamoDb) {
        client = dynamoDb.client();
        table = dynamoDb.createTableOfTexts("circuit", "at");
        log = new DynamoDbAuditLog(client, table, new SplittableRandom(7));
    }

    @Test
    void keep_notesWhatWhoAndWhy() {
        log.keep(new Order("api", Forced.OPEN, Duration.ofSeconds(90), "ada", "the provider asked for it"), T0);
        Map<String, AttributeValue> order = orders().getFirst();
        assertThat(order.get("state").s()).isEqualTo("OPEN");
        assertThat(order.get("seconds").n()).isEqualTo("90");
        assertThat(order.get("by").s()).isEqualTo("ada");
        assertThat(order.get("why").s()).isEqualTo("the provider asked for it");
        assertThat(order.get("at").s()).startsWith("2026-11-22T19:00:00.000000000Z#");
    }

    /** As texts, a whole second is after its own fractions: "00Z" after "00.250Z". */
    @Test
    void orders_areInTheirOrder_alsoAroundAWholeSecond() {
        List.of(250, 0, 1_000, 999).forEach(millis -> log.keep(order("after " + millis), T0.plusMillis(millis)));
        assertThat(orders())
                .extracting(order -> order.get("why").s())
                .containsExactly("after 0", "after 250", "after 999", "after 1000");
    }

    @Test
    void orders_ofOneMoment_areAllKept() {
        log.keep(order("one"), T0);
        log.keep(order("two"), T0);
        assertThat(orders()).hasSize(2);
    }

    private static Order order(String why) {
        return new Order("api", Forced.CLOSED, null, "ada", why);
    }

    private List<Map<String, AttributeValue>> orders() {
        return client.query(query -> query.tableName(table)
                        .keyConditionExpression("circuit = :circuit")
                        .expressionAttributeValues(Map.of(":circuit", AttributeValue.fromS("api"))))
                .items();
    }
}
