package dev.headgate.dynamodb;

import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.Pause;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateSighting;
import dev.headgate.adaptive.RateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Rates that follow as items, one each; {@link RateItem} has their layout. Safe for many threads. */
public final class DynamoDbRateStore implements RateStore {
    /** What was learnt longer ago of a downstream that nobody has called since is forgotten. */
    private static final Duration KEPT = Duration.ofDays(30);

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbRateStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /** Reads with eventual consistency, at half the price: what is read is believed for a second anyway. */
    @Override
    public Optional<RateSighting> find(String id) {
        return RateItem.read(Calls.to(
                        table, () -> client.getItem(get -> get.tableName(table).key(RateItem.key(id))))
                .item());
    }

    @Override
    public RateSighting report(String id, Counters added, RateRecord starting, Instant now) {
        UpdateExpression update = new UpdateExpression()
                .setIfAbsent(RateItem.STATE, RateItem.state(starting.state()))
                .setIfAbsent(RateItem.PAUSE, RateItem.pause(starting.pause()))
                .setIfAbsent(RateItem.REVISION, Attributes.number(starting.revision()))
                .set(RateItem.EXPIRES_AT, Attributes.number(now.plus(KEPT).getEpochSecond()));
        RateItem.add(update, added);
        UpdateItemRequest request =
                update(id, update).overrideConfiguration(Calls.once()).build();
        return RateItem.read(Calls.to(table, () -> client.updateItem(request)).attributes())
                .orElseThrow();
    }

    /** What is counted is taken off by adding its opposite: what others have added meanwhile stays. */
    @Override
    public boolean tryMove(String id, RateSighting seen, RateRecord next, Counters counted) {
        UpdateExpression update = new UpdateExpression()
                .when(RateItem.REVISION, "=", Attributes.number(seen.record().revision()))
                .set(RateItem.REVISION, Attributes.number(next.revision()))
                .set(RateItem.STATE, RateItem.state(next.state()))
                .set(RateItem.PAUSE + "." + RateItem.BOUND, RateItem.bound(next.pause()));
        RateItem.subtract(update, counted);
        try {
            Calls.to(table, () -> client.updateItem(update(id, update).build()));
            return true;
        } catch (ConditionalCheckFailedException anotherWasQuicker) {
            return false;
        }
    }

    @Override
    public Pause pause(String id, Pause seen, Pause next) {
        UpdateExpression update = new UpdateExpression()
                .whenAbsent(RateItem.PAUSE)
                .orWhen(RateItem.PAUSE + "." + RateItem.UNTIL, "=", RateItem.moment(seen.until()))
                .set(RateItem.PAUSE, RateItem.pause(next));
        try {
            Calls.to(table, () -> client.updateItem(update(id, update).build()));
            return next;
        } catch (ConditionalCheckFailedException anotherHolds) {
            Map<String, AttributeValue> item = anotherHolds.item();
            return RateItem.pause(Attributes.map(item, RateItem.PAUSE));
        }
    }

    private UpdateItemRequest.Builder update(String id, UpdateExpression update) {
        return update.applyTo(UpdateItemRequest.builder().tableName(table).key(RateItem.key(id)))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
}
