package dev.headgate.dynamodb;

import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.Aim;
import dev.headgate.permit.Nanos;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** The adjuster's part of limits' items: its settings, and what it puts. */
public final class DynamoDbCeilings {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDbCeilings(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Returns how the limit follows its alarms; empty if there is no such limit, or it does not. */
    public Optional<AdjusterSettings> settings(String limit) {
        AttributeValue settings = item(limit).get(LimitItem.ADJUSTER);
        return settings == null ? Optional.empty() : Optional.of(AdjusterSettingsItem.read(settings.m()));
    }

    /**
     * Puts the ceiling into the limit, if it is not there already. Its moment is later than all that the limit was changed
     * at before, whatever this clock says, so that those who know it take it for the later.
     *
     * @throws IllegalStateException if the limit is being declared anew, or is gone: the next tick tries again
     */
    public void put(Aim.Ceiling ceiling, Instant now) {
        Map<String, AttributeValue> item = item(ceiling.limit());
        if (isThere(ceiling, item)) {
            return;
        }
        long at = Math.max(Nanos.of(now), RateOptionsItem.version(item) + 1);
        UpdateExpression update = new UpdateExpression()
                .when("changedAt", "=", item.getOrDefault("changedAt", Attributes.string("")))
                .whenThere(LimitItem.ADJUSTER)
                .set(LimitItem.CEILING_PERCENT, Attributes.number(ceiling.percent()))
                .set(LimitItem.CEILING_AT, Attributes.number(at));
        Integer inFlight = ceiling.inFlight();
        if (inFlight == null) {
            update.remove(LimitItem.MAP_CONCURRENCY);
        } else {
            update.set(LimitItem.MAP_CONCURRENCY, Attributes.number(inFlight));
        }
        write(ceiling.limit(), update);
    }

    private static boolean isThere(Aim.Ceiling ceiling, Map<String, AttributeValue> item) {
        long inFlight = Objects.requireNonNullElse(ceiling.inFlight(), 0);
        return Attributes.number(item, LimitItem.CEILING_PERCENT, 100) == ceiling.percent()
                && Attributes.number(item, LimitItem.MAP_CONCURRENCY, 0) == inFlight;
    }

    private void write(String limit, UpdateExpression update) {
        try {
            Calls.to(
                    table,
                    () -> client.updateItem(
                            put -> update.applyTo(put.tableName(table).key(key(limit)))));
        } catch (ConditionalCheckFailedException e) {
            throw new IllegalStateException("limit %s is being declared anew".formatted(limit), e);
        }
    }

    private Map<String, AttributeValue> item(String limit) {
        return Calls.to(
                        table,
                        () -> client.getItem(
                                get -> get.tableName(table).key(key(limit)).consistentRead(true)))
                .item();
    }

    private static Map<String, AttributeValue> key(String limit) {
        return Map.of("name", Attributes.string(limit));
    }
}
