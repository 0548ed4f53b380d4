package dev.headgate.dynamodb;

import dev.headgate.permit.LimitStore;
import dev.headgate.permit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Limits as items: {@code name} (key), {@code type} "RATE", {@code permits}, {@code periodSeconds}, {@code burst},
 * {@code latenessMillis}, {@code perKey}, {@code changedAt}.
 */
public final class DynamoDbLimitStore implements LimitStore {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDbLimitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Reads with eventual consistency, at half the price: a limit is cached for seconds anyway. */
    @Override
    public Optional<RateLimit> find(String name, Instant now) {
        Map<String, AttributeValue> item = Calls.to(
                        table, () -> client.getItem(get -> get.tableName(table).key(key(name))))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(limit(name, item));
    }

    /** Declares the limit, or changes it. Buckets keep their state. */
    public void put(RateLimit limit, Instant now) {
        Map<String, AttributeValue> item = Map.of(
                "name", Attributes.string(limit.name()),
                "type", Attributes.string("RATE"),
                "permits", Attributes.number(limit.permits()),
                "periodSeconds", Attributes.number(limit.period().toSeconds()),
                "burst", Attributes.number(limit.burst()),
                "latenessMillis", Attributes.number(limit.lateness().toMillis()),
                "perKey", Attributes.bool(limit.perKey()),
                "changedAt", Attributes.string(now.toString()));
        Calls.to(table, () -> client.putItem(put -> put.tableName(table).item(item)));
    }

    /** Removes the limit, if it is there. */
    public void delete(String name) {
        Calls.to(
                table, () -> client.deleteItem(delete -> delete.tableName(table).key(key(name))));
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("name", Attributes.string(name));
    }

    private static RateLimit limit(String name, Map<String, AttributeValue> item) {
        AttributeValue perKey = item.get("perKey");
        return new RateLimit(
                name,
                Attributes.number(item, "permits", 0),
                Duration.ofSeconds(Attributes.number(item, "periodSeconds", 1)),
                Attributes.number(item, "burst", 1),
                Duration.ofMillis(Attributes.number(item, "latenessMillis", RateLimit.DEFAULT_LATENESS.toMillis())),
                perKey != null && Boolean.TRUE.equals(perKey.bool()));
    }
}
