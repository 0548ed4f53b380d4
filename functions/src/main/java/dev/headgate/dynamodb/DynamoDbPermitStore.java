package dev.headgate.dynamodb;

import dev.headgate.permit.Ask;
import dev.headgate.permit.Pace;
import dev.headgate.permit.PermitStore;
import dev.headgate.permit.Refund;
import dev.headgate.permit.Reservation;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Buckets as items, one each (see {@link BucketItem}). Safe for many threads.
 *
 * <p>The algorithm's branch, busy or idle, is guessed from what this environment saw last. A wrong guess changes nothing
 * and is told by the item that refused it; the other branch follows. Within one ask {@code now} stands still and
 * {@code tat} only grows, so a bucket once seen busy stays busy: three writes at most, and nearly always one.
 */
public final class DynamoDbPermitStore implements PermitStore {
    private static final int MOST_REFUND_WRITES = 3;

    private final DynamoDbClient client;
    private final String table;
    private final SeenBuckets seen = new SeenBuckets();

    public DynamoDbPermitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Reservation tryReserve(String bucket, Ask ask) {
        boolean busy = seen.tat(bucket) > ask.idle();
        while (true) {
            try {
                long after = write(bucket, busy ? BucketUpdates.whileBusy(ask) : BucketUpdates.whileIdle(ask));
                seen.see(bucket, after);
                return new Reservation.Taken(busy ? after - ask.cost() : ask.idle());
            } catch (ConditionalCheckFailedException refused) {
                long tat = BucketItem.tat(refused.item());
                seen.see(bucket, tat);
                Optional<Pace> counted = PaceItem.read(refused.item());
                boolean same = counted.filter(ask.pace()::sameAs).isPresent();
                boolean inUse = tat > ask.idle();
                if (counted.filter(ask::isOlderThan).isPresent() && !(same && inUse)) {
                    return new Reservation.Outdated(counted.get());
                }
                if (inUse && !same) {
                    convert(bucket, ask, refused.item());
                    busy = true;
                    continue;
                }
                if (busy && ask.refusedAt(tat)) {
                    return new Reservation.Refused(tat, BucketItem.pausedUntil(refused.item()));
                }
                busy = !busy;
            }
        }
    }

    /** Counts a busy bucket in other terms, if it is still as it was seen; if not, the next write tells how it is. */
    private void convert(String bucket, Ask ask, Map<String, AttributeValue> item) {
        try {
            seen.moved(bucket, writeOnce(bucket, ConversionUpdate.of(item, ask.pace(), ask.now())));
        } catch (ConditionalCheckFailedException changed) {
            seen.see(bucket, BucketItem.tat(changed.item()));
        }
    }

    /** In the terms of the bucket: those of the caller's limit may be older or newer. */
    @Override
    public void pause(String bucket, Pace pace, Instant until) {
        Pace counted = pace;
        while (true) {
            try {
                seen.see(bucket, write(bucket, BucketUpdates.pause(counted, until)));
                return;
            } catch (ConditionalCheckFailedException refused) {
                seen.see(bucket, BucketItem.tat(refused.item()));
                Pace stands = PaceItem.read(refused.item()).orElse(counted);
                if (stands.sameAs(counted)) {
                    return;
                }
                counted = stands;
            }
        }
    }

    @Override
    public boolean tryResume(String bucket) {
        try {
            seen.moved(bucket, writeOnce(bucket, BucketUpdates.resume()));
            return true;
        } catch (ConditionalCheckFailedException reservedSince) {
            return false;
        }
    }

    @Override
    public long peek(String bucket) {
        return BucketItem.tat(Calls.to(
                        table,
                        () -> client.getItem(get ->
                                get.tableName(table).key(BucketItem.key(bucket)).consistentRead(true)))
                .item());
    }

    @Override
    public boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
        try {
            writeOnce(bucket, BucketUpdates.giveBack(tatBefore, tatAfter));
            seen.movedBack(bucket, tatBefore, tatAfter);
            return true;
        } catch (ConditionalCheckFailedException reservedSince) {
            seen.see(bucket, BucketItem.tat(reservedSince.item()));
            return false;
        }
    }

    /** Tried in the window that is open, and if it has ended in a new one. */
    @Override
    public boolean tryRefund(String bucket, Refund refund) {
        boolean open = true;
        for (int tried = 0; tried < MOST_REFUND_WRITES; tried++) {
            try {
                seen.moved(bucket, writeOnce(bucket, RefundUpdate.of(refund, open)));
                return true;
            } catch (ConditionalCheckFailedException refused) {
                if (!RefundUpdate.fits(refund, refused.item())) {
                    return false;
                }
                open = RefundUpdate.isOpen(refund, refused.item());
            }
        }
        return false;
    }

    @Override
    public void charge(String bucket, long tatAfter, long cost) {
        seen.see(bucket, write(bucket, BucketUpdates.charge(tatAfter, cost)));
    }

    @Override
    public long lastSeen(String bucket) {
        return seen.tat(bucket);
    }

    /** Returns the bucket's {@code tat} after the write. */
    private long write(String bucket, UpdateExpression update) {
        return write(request(bucket, update).build());
    }

    /** The same, never sent again: what moves a bucket back or elsewhere must not happen twice. */
    private long writeOnce(String bucket, UpdateExpression update) {
        return write(request(bucket, update).overrideConfiguration(Calls.once()).build());
    }

    private long write(UpdateItemRequest request) {
        return BucketItem.tat(Calls.to(table, () -> client.updateItem(request)).attributes());
    }

    private UpdateItemRequest.Builder request(String bucket, UpdateExpression update) {
        return update.applyTo(UpdateItemRequest.builder().tableName(table).key(BucketItem.key(bucket)))
                .returnValues(ReturnValue.UPDATED_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }
}
