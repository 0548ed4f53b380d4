package dev.headgate.dynamodb;

import dev.headgate.permit.LeaseAsk;
import dev.headgate.permit.LeaseStore;
import dev.headgate.permit.Lending;
import dev.headgate.permit.Slot;
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

/** Slots as items, one each (see {@link SlotItem}). Safe for many threads. */
public final class DynamoDbLeaseStore implements LeaseStore {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDbLeaseStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Lending tryTake(String bucket, int slot, LeaseAsk ask) {
        try {
            return new Lending.Taken(SlotItem.epoch(write(bucket, slot, SlotUpdates.take(ask))));
        } catch (ConditionalCheckFailedException refused) {
            return new Lending.Refused(SlotItem.read(refused.item()));
        }
    }

    @Override
    public OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until) {
        @Nullable Slot refused = refusedBy(bucket, slot, SlotUpdates.renew(holder, epoch, until));
        if (refused == null) {
            return OptionalLong.of(until);
        }
        boolean ours = holder.equals(refused.holder()) && epoch == refused.epoch();
        return ours ? OptionalLong.of(refused.until()) : OptionalLong.empty();
    }

    @Override
    public boolean tryRelease(String bucket, int slot, String holder, long epoch) {
        return refusedBy(bucket, slot, SlotUpdates.release(holder, epoch)) == null;
    }

    @Override
    public boolean tryGiveBack(String bucket, int slot, String holder, long epoch, long until) {
        return refusedBy(bucket, slot, SlotUpdates.giveBack(holder, epoch, until)) == null;
    }

    /** Reads with eventual consistency, at half the price: a slot that only looks free refuses the write. */
    @Override
    public List<Slot> look(String bucket, int from, int to) {
        QueryRequest request = QueryRequest.builder()
                .tableName(table)
                .keyConditionExpression("#bucket = :bucket AND #slot BETWEEN :first AND :last")
                .expressionAttributeNames(Map.of("#bucket", SlotItem.BUCKET, "#slot", SlotItem.SLOT))
                .expressionAttributeValues(Map.of(
                        ":bucket", Attributes.string(bucket),
                        ":first", Attributes.number(from),
                        ":last", Attributes.number(to - 1L)))
                .build();
        return Calls.to(table, () -> client.query(request)).items().stream()
                .map(SlotItem::read)
                .toList();
    }

    /** Returns null if the write was made; otherwise the slot that refused it. */
    private @Nullable Slot refusedBy(String bucket, int slot, UpdateExpression update) {
        try {
            write(bucket, slot, update);
            return null;
        } catch (ConditionalCheckFailedException refused) {
            return SlotItem.read(refused.item());
        }
    }

    /** Returns what the write put. */
    private Map<String, AttributeValue> write(String bucket, int slot, UpdateExpression update) {
        UpdateItemRequest request = update.applyTo(
                        UpdateItemRequest.builder().tableName(table).key(SlotItem.key(bucket, slot)))
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        return Calls.to(table, () -> client.updateItem(request)).attributes();
    }
}
