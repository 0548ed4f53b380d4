package dev.headgate.dynamodb;

import dev.headgate.circuit.AuditLog;
import dev.headgate.circuit.Order;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Orders as items, under the circuit ({@code circuit}, the hash key) and the moment with a random end ({@code at}, the
 * range key): a query answers with a circuit's orders in their order.
 */
public final class DynamoDbAuditLog implements AuditLog {
    /** Always nine digits: texts of one length are in the order of their moments. */
    private static final DateTimeFormatter NANOS =
            new DateTimeFormatterBuilder().appendInstant(9).toFormatter(Locale.ROOT);

    private final DynamoDbClient client;
    private final String table;
    private final RandomGenerator random;

    public DynamoDbAuditLog(DynamoDbClient client, String table, RandomGenerator random) {
        this.client = client;
        this.table = table;
        this.random = random;
    }

    @Override
    public void keep(Order order, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("circuit", Attributes.string(order.circuit()));
        item.put("at", Attributes.string(NANOS.format(now) + "#" + Integer.toHexString(random.nextInt())));
        item.put("state", Attributes.string(order.to().name()));
        if (order.time() != null) {
            item.put("seconds", Attributes.number(order.time().toSeconds()));
        }
        item.put("by", Attributes.string(order.by()));
        item.put("why", Attributes.string(order.why()));
        Calls.to(table, () -> client.putItem(put -> put.tableName(table).item(item)));
    }
}
