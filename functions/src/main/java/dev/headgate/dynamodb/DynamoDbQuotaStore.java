package dev.headgate.dynamodb;

import dev.headgate.permit.QuotaStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Windows as items: {@code id} (key: bucket and window), {@code used}, {@code expiresAt} (TTL, epoch seconds: a day after
 * the window's end). An item that TTL has not deleted yet is of a window that nobody asks for any more.
 */
public final class DynamoDbQuotaStore implements QuotaStore {
    private static final String USED = "used";
    private static final String EXPIRES_AT = "expiresAt";
    private static final Duration KEPT_AFTER_END = Duration.ofDays(1);

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbQuotaStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Count tryCount(String item, long permits, long limit, Instant end) {
        UpdateItemRequest request = request(
                        item,
                        new UpdateExpression()
                                .whenAbsent(USED)
                                .orWhen(USED, "<=", "room", limit - permits)
                                .add(USED, permits)
                                .set(EXPIRES_AT, expires(end)))
                .build();
        try {
            return new Count.Counted(
                    used(Calls.to(table, () -> client.updateItem(request)).attributes()));
        } catch (ConditionalCheckFailedException full) {
            return new Count.Full(used(full.item()));
        }
    }

    @Override
    public void giveBack(String item, long permits) {
        UpdateItemRequest request = request(
                        item,
                        new UpdateExpression()
                                .when(USED, ">=", "permits", permits)
                                .increase(USED, -permits))
                .overrideConfiguration(Calls.once())
                .build();
        try {
            Calls.to(table, () -> client.updateItem(request));
        } catch (ConditionalCheckFailedException gone) {
            // The window is over and deleted: nobody needs the permits.
        }
    }

    @Override
    public long used(String item) {
        return used(Calls.to(
                        table,
                        () -> client.getItem(
                                get -> get.tableName(table).key(key(item)).consistentRead(true)))
                .item());
    }

    private UpdateItemRequest.Builder request(String item, UpdateExpression update) {
        return update.applyTo(UpdateItemRequest.builder().tableName(table).key(key(item)))
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private static Map<String, AttributeValue> key(String item) {
        return Map.of("id", Attributes.string(item));
    }

    private static long used(Map<String, AttributeValue> item) {
        return Attributes.number(item, USED, 0);
    }

    private static AttributeValue expires(Instant end) {
        return Attributes.number(end.plus(KEPT_AFTER_END).getEpochSecond());
    }
}
