package dev.headgate.dynamodb;

import dev.headgate.permit.Limit;
import dev.headgate.permit.LimitStore;
import dev.headgate.permit.Nanos;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/** Limits as items, one each (see {@link LimitItem}). */
public final class DynamoDbLimitStore implements LimitStore {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDbLimitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Reads with eventual consistency, at half the price: a limit is cached for seconds anyway. */
    @Override
    public Optional<Limit> find(String name, Instant now) {
        Map<String, AttributeValue> item = Calls.to(
                        table, () -> client.getItem(get -> get.tableName(table).key(key(name))))
                .item();
        return item.isEmpty() ? Optional.empty() : Optional.of(LimitItem.read(name, item));
    }

    /**
     * Declares the limit, or changes it; the ceiling that the adjuster has put stays. Buckets keep their state; if they are
     * divided anew, by shards or by keys, they count
     * as empty from now on, since nobody can say what was used of them. That is put first and taken back if it is not so:
     * a crash between the two writes holds back a burst, and grants none.
     */
    public void put(Limit limit, Instant now) {
        Map<String, AttributeValue> item = LimitItem.of(limit, now);
        item.computeIfPresent("emptiedAt", (_, _) -> Attributes.number(Nanos.of(now)));
        Map<String, AttributeValue> before = put(limit.name(), item);
        if (item.containsKey("emptiedAt")) {
            RateOptionsItem.emptiedAt(before, item).ifPresent(was -> put(limit.name(), Map.of("emptiedAt", was)));
        }
    }

    /** An update, so that what is not declared here stays. What another type had stays, too, and is not read. */
    private Map<String, AttributeValue> put(String name, Map<String, AttributeValue> item) {
        UpdateExpression update = new UpdateExpression();
        item.entrySet().stream()
                .filter(attribute -> !attribute.getKey().equals("name"))
                .forEach(attribute -> update.set(attribute.getKey(), attribute.getValue()));
        return Calls.to(
                        table,
                        () -> client.updateItem(
                                put -> update.applyTo(put.tableName(table).key(key(name)))
                                        .returnValues(ReturnValue.ALL_OLD)))
                .attributes();
    }

    /** Removes the limit, if it is there. */
    public void delete(String name) {
        Calls.to(
                table, () -> client.deleteItem(delete -> delete.tableName(table).key(key(name))));
    }

    private static Map<String, AttributeValue> key(String name) {
        return Map.of("name", Attributes.string(name));
    }
}
