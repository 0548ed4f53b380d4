package dev.headgate.dynamodb;

import dev.headgate.adjust.AdjusterSettings;
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

    /** Declares a limit that follows no alarms, or changes it. */
    public void put(Limit limit, Instant now) {
        put(limit, Optional.empty(), now);
    }

    /**
     * Declares the limit, or changes it. The ceiling that the adjuster has put stays, as long as there is an adjuster. Buckets
     * keep their state; if they are divided anew, by shards or by keys, they count as empty from now on, since nobody can say
     * what was used of them. That is put first and taken back if it is not so: a crash between the two writes holds back a
     * burst, and grants none.
     *
     * @param adjuster how the limit follows its alarms; empty if it does not
     */
    public void put(Limit limit, Optional<AdjusterSettings> adjuster, Instant now) {
        Map<String, AttributeValue> item = LimitItem.of(limit, now);
        item.computeIfPresent("emptiedAt", (_, _) -> Attributes.number(Nanos.of(now)));
        UpdateExpression update = new UpdateExpression();
        item.forEach(update::set);
        adjuster.ifPresentOrElse(
                settings -> update.set(LimitItem.ADJUSTER, AdjusterSettingsItem.of(settings)),
                () -> LimitItem.OF_THE_ADJUSTER.forEach(update::remove));
        Map<String, AttributeValue> before = write(limit.name(), update);
        if (item.containsKey("emptiedAt")) {
            RateOptionsItem.emptiedAt(before, item)
                    .ifPresent(was -> write(limit.name(), new UpdateExpression().set("emptiedAt", was)));
        }
    }

    /** An update, so that what is not declared stays. What another type had stays, too, and is not read. */
    private Map<String, AttributeValue> write(String name, UpdateExpression update) {
        return Calls.to(
                        table,
                        () -> client.updateItem(
                                write -> update.applyTo(write.tableName(table).key(key(name)))
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
