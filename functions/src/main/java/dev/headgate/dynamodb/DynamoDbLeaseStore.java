package dev.headgate.dynamodb;

import dev.headgate.permit.LeaseAsk;
import dev.headgate.permit.LeaseStore;
import dev.headgate.permit.Lending;
import dev.headgate.permit.Nanos;
import dev.headgate.permit.Slot;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Slots as items: {@code bucket} and {@code slot} (key), {@code holder} (absent while it is free), {@code epoch},
 * {@code until} (the lease's end, nanoseconds since the epoch), {@code expiresAt} (TTL, epoch seconds: a day after the
 * lease's end; an item that is gone is a free slot).
 */
public final class DynamoDbLeaseStore implements LeaseStore {
    private static final Duration KEPT_AFTER_END = Duration.ofDays(1);
    private static final String OURS = "holder = :holder AND epoch = :epoch";

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbLeaseStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Lending tryTake(String bucket, int slot, LeaseAsk ask) {
        UpdateItemRequest request = update(bucket, slot)
                .updateExpression(
                        "SET holder = :holder, epoch = if_not_exists(epoch, :born) + :one, #until = :until, expiresAt"
                                + " = :expires")
                .conditionExpression("attribute_not_exists(holder) OR #until <= :lapsed")
                .expressionAttributeNames(Map.of("#until", "until"))
                .expressionAttributeValues(Map.of(
                        ":holder", Attributes.string(ask.holder()),
                        ":born", Attributes.number(ask.born()),
                        ":one", Attributes.number(1),
                        ":until", Attributes.number(ask.until()),
                        ":lapsed", Attributes.number(ask.lapsed()),
                        ":expires", expires(ask.until())))
                .build();
        try {
            Map<String, AttributeValue> item =
                    Calls.to(table, () -> client.updateItem(request)).attributes();
            return new Lending.Taken(Attributes.number(item, "epoch", 0));
        } catch (ConditionalCheckFailedException refused) {
            return new Lending.Refused(slot(refused.item()));
        }
    }

    @Override
    public OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until) {
        UpdateItemRequest request = update(bucket, slot)
                .updateExpression("SET #until = :until, expiresAt = :expires")
                .conditionExpression(OURS + " AND #until < :until")
                .expressionAttributeNames(Map.of("#until", "until"))
                .expressionAttributeValues(
                        of(holder, epoch, Map.of(":until", Attributes.number(until), ":expires", expires(until))))
                .build();
        @Nullable Slot refused = refusedBy(request);
        if (refused == null) {
            return OptionalLong.of(until);
        }
        boolean ours = holder.equals(refused.holder()) && epoch == refused.epoch();
        return ours ? OptionalLong.of(refused.until()) : OptionalLong.empty();
    }

    @Override
    public boolean tryRelease(String bucket, int slot, String holder, long epoch) {
        return refusedBy(update(bucket, slot)
                        .updateExpression("REMOVE holder")
                        .conditionExpression(OURS)
                        .expressionAttributeValues(of(holder, epoch, Map.of()))
                        .build())
                == null;
    }

    @Override
    public boolean tryGiveBack(String bucket, int slot, String holder, long epoch, long until) {
        return refusedBy(update(bucket, slot)
                        .updateExpression("REMOVE holder")
                        .conditionExpression(OURS + " AND #until = :until")
                        .expressionAttributeNames(Map.of("#until", "until"))
                        .expressionAttributeValues(of(holder, epoch, Map.of(":until", Attributes.number(until))))
                        .build())
                == null;
    }

    /** Reads with eventual consistency, at half the price: a slot that only looks free refuses the write. */
    @Override
    public List<Slot> look(String bucket, int from, int to) {
        QueryRequest request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#bucket = :bucket AND #slot BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#bucket", "bucket", "#slot", "slot"))
                .expressionAttributeValues(Map.of(
                        ":bucket", Attributes.string(bucket),
                        ":first", Attributes.number(from),
                        ":last", Attributes.number(to - 1L)))
                .build();
        return Calls.to(table, () -> client.query(request)).items().stream()
                .map(DynamoDbLeaseStore::slot)
                .toList();
    }

    /** Returns null if the write was made; otherwise the slot that refused it. */
    private @Nullable Slot refusedBy(UpdateItemRequest request) {
        try {
            Calls.to(table, () -> client.updateItem(request));
            return null;
        } catch (ConditionalCheckFailedException refused) {
            return slot(refused.item());
        }
    }

    private UpdateItemRequest.Builder update(String bucket, int slot) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(Map.of("bucket", Attributes.string(bucket), "slot", Attributes.number(slot)))
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private static Map<String, AttributeValue> of(String holder, long epoch, Map<String, AttributeValue> more) {
        Map<String, AttributeValue> values = new HashMap<>(more);
        values.put(":holder", Attributes.string(holder));
        values.put(":epoch", Attributes.number(epoch));
        return values;
    }

    private static Slot slot(Map<String, AttributeValue> item) {
        String holder = Attributes.string(item, "holder", "");
        return new Slot(
                (int) Attributes.number(item, "slot", 0),
                holder.isEmpty() ? null : holder,
                Attributes.number(item, "epoch", 0),
                Attributes.number(item, "until", 0));
    }

    private static AttributeValue expires(long until) {
        return Attributes.number(Nanos.toInstant(until).plus(KEPT_AFTER_END).getEpochSecond());
    }
}
