package dev.headgate.dynamodb;

import dev.headgate.permit.Ask;
import dev.headgate.permit.Nanos;
import dev.headgate.permit.PermitStore;
import dev.headgate.permit.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Buckets as items: {@code id} (key), {@code tat}, {@code pausedUntil} (nanoseconds since the epoch), {@code expiresAt}
 * (TTL, epoch seconds: when the bucket is idle, an item that is gone says the same).
 *
 * <p>The algorithm's branch, busy or idle, is guessed from what this environment saw last. A wrong guess changes nothing
 * and is told by the item that refused it; the other branch follows. Within one ask {@code now} stands still and
 * {@code tat} only grows, so a bucket once seen busy stays busy: three writes at most, and nearly always one.
 */
public final class DynamoDbPermitStore implements PermitStore {
    private static final Duration KEPT_AFTER_IDLE = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;

    private final DynamoDbClient client;
    private final String table;
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

    public DynamoDbPermitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Reservation tryReserve(String bucket, Ask ask) {
        boolean busy = lastSeen.getOrDefault(bucket, 0L) > ask.now();
        while (true) {
            try {
                long after = tat(write(bucket, ask, busy).attributes());
                see(bucket, after);
                return new Reservation.Taken(busy ? after - ask.cost() : ask.now());
            } catch (ConditionalCheckFailedException refused) {
                long tat = tat(refused.item());
                see(bucket, tat);
                if (busy && ask.refusedAt(tat)) {
                    return new Reservation.Refused(tat, Attributes.number(refused.item(), "pausedUntil", 0));
                }
                busy = !busy;
            }
        }
    }

    @Override
    public void pause(String bucket, long tat, Instant until) {
        UpdateItemRequest request = update(bucket)
                .updateExpression("SET tat = :tat, pausedUntil = :until, expiresAt = :expires")
                .conditionExpression("attribute_not_exists(tat) OR tat < :tat")
                .expressionAttributeValues(Map.of(
                        ":tat", Attributes.number(tat),
                        ":until", Attributes.number(Nanos.of(until)),
                        ":expires", expires(tat)))
                .build();
        try {
            Calls.to(table, () -> client.updateItem(request));
            see(bucket, tat);
        } catch (ConditionalCheckFailedException later) {
            see(bucket, tat(later.item()));
        }
    }

    @Override
    public long peek(String bucket) {
        return tat(Calls.to(
                        table,
                        () -> client.getItem(
                                get -> get.tableName(table).key(key(bucket)).consistentRead(true)))
                .item());
    }

    @Override
    public boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
        UpdateItemRequest request = update(bucket)
                .updateExpression("SET tat = :before, expiresAt = :expires")
                .conditionExpression("tat = :after")
                .expressionAttributeValues(Map.of(
                        ":before", Attributes.number(tatBefore),
                        ":after", Attributes.number(tatAfter),
                        ":expires", expires(tatAfter)))
                .build();
        try {
            Calls.to(table, () -> client.updateItem(request));
            lastSeen.replace(bucket, tatAfter, tatBefore);
            return true;
        } catch (ConditionalCheckFailedException reservedSince) {
            see(bucket, tat(reservedSince.item()));
            return false;
        }
    }

    @Override
    public long lastSeen(String bucket) {
        return lastSeen.getOrDefault(bucket, 0L);
    }

    private UpdateItemResponse write(String bucket, Ask ask, boolean busy) {
        UpdateItemRequest request = busy ? whileBusy(bucket, ask) : whileIdle(bucket, ask);
        return Calls.to(table, () -> client.updateItem(request));
    }

    private UpdateItemRequest whileBusy(String bucket, Ask ask) {
        return update(bucket)
                .updateExpression("SET tat = tat + :cost, expiresAt = :expires")
                .conditionExpression("tat > :now AND tat <= :latest")
                .expressionAttributeValues(Map.of(
                        ":cost", Attributes.number(ask.cost()),
                        ":now", Attributes.number(ask.now()),
                        ":latest", Attributes.number(ask.latestBusyTat()),
                        ":expires", expires(ask.latestBusyTat() + ask.cost())))
                .build();
    }

    private UpdateItemRequest whileIdle(String bucket, Ask ask) {
        long tat = ask.tatAfter(ask.now());
        return update(bucket)
                .updateExpression("SET tat = :tat, expiresAt = :expires")
                .conditionExpression("attribute_not_exists(tat) OR tat <= :now")
                .expressionAttributeValues(Map.of(
                        ":tat", Attributes.number(tat),
                        ":now", Attributes.number(ask.now()),
                        ":expires", expires(tat)))
                .build();
    }

    private UpdateItemRequest.Builder update(String bucket) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(key(bucket))
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private void see(String bucket, long tat) {
        if (lastSeen.size() >= MOST_REMEMBERED) {
            lastSeen.clear();
        }
        lastSeen.merge(bucket, tat, Math::max);
    }

    private static Map<String, AttributeValue> key(String bucket) {
        return Map.of("id", Attributes.string(bucket));
    }

    private static long tat(Map<String, AttributeValue> item) {
        return Attributes.number(item, "tat", 0);
    }

    private static AttributeValue expires(long tat) {
        return Attributes.number(Nanos.toInstant(tat).plus(KEPT_AFTER_IDLE).getEpochSecond());
    }
}
