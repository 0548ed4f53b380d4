package dev.headgate.dynamodb;

import dev.headgate.adjust.Adjustment;
import dev.headgate.adjust.AdjustmentStore;
import dev.headgate.adjust.Change;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Adjustments as items (see {@link AdjustmentItem}); and one item, under a name that no limit can have, with the names of
 * the limits that a tick is for.
 */
public final class DynamoDbAdjustmentStore implements AdjustmentStore {
    private static final Map<String, AttributeValue> FOLLOWED = AdjustmentItem.key("*", "followed");

    /** Of one length, so that keys are sorted as moments are. */
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbAdjustmentStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Adjustment read(String limit) {
        return AdjustmentItem.read(limit, item(AdjustmentItem.key(limit, AdjustmentItem.STATE)));
    }

    @Override
    public boolean tryPut(Adjustment adjustment) {
        UpdateExpression update = new UpdateExpression().whenNumber(AdjustmentItem.REVISION, adjustment.revision());
        AdjustmentItem.of(adjustment).forEach(update::set);
        try {
            Calls.to(
                    table,
                    () -> client.updateItem(put -> update.applyTo(
                            put.tableName(table).key(AdjustmentItem.key(adjustment.limit(), AdjustmentItem.STATE)))));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Override
    public void keep(Change change) {
        String at = "%s#%06d".formatted(MILLIS.format(change.at()), change.number());
        Map<String, AttributeValue> item = new HashMap<>(AdjustmentItem.of(change));
        item.putAll(AdjustmentItem.key(change.limit(), at));
        Calls.to(table, () -> client.putItem(put -> put.tableName(table).item(item)));
    }

    @Override
    public Set<String> followed() {
        AttributeValue limits = item(FOLLOWED).get("limits");
        return limits == null ? Set.of() : Set.copyOf(limits.ss());
    }

    @Override
    public void follow(String limit) {
        change("ADD", limit);
    }

    @Override
    public void unfollow(String limit) {
        change("DELETE", limit);
    }

    private void change(String action, String limit) {
        Calls.to(
                table,
                () -> client.updateItem(update -> update.tableName(table)
                        .key(FOLLOWED)
                        .updateExpression(action + " #limits :limit")
                        .expressionAttributeNames(Map.of("#limits", "limits"))
                        .expressionAttributeValues(Map.of(":limit", AttributeValue.fromSs(List.of(limit))))));
    }

    private Map<String, AttributeValue> item(Map<String, AttributeValue> key) {
        return Calls.to(
                        table,
                        () -> client.getItem(
                                get -> get.tableName(table).key(key).consistentRead(true)))
                .item();
    }
}
