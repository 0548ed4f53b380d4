package dev.headgate.dynamodb;

import dev.headgate.permit.Ask;
import dev.headgate.permit.Nanos;
import dev.headgate.permit.Pace;
import dev.headgate.permit.PermitStore;
import dev.headgate.permit.Refund;
import dev.headgate.permit.Reservation;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * Buckets as items: {@code id} (key), {@code tat} (nanoseconds since the epoch) and the pace that it is counted in,
 * {@code pausedUntil}, {@code pausedTat} and {@code beforePause} (the same, where a pause put it), {@code expiresAt}
 * (TTL, epoch seconds: when the bucket is idle, an item that is gone says the same), {@code convertedFrom} (the latest
 * {@code tat} that it was converted from). Where refunds are set aside, also
 * {@code refunded} (units) and {@code refundsUntil} (the end of the window that they count in).
 *
 * <p>The algorithm's branch, busy or idle, is guessed from what this environment saw last. A wrong guess changes nothing
 * and is told by the item that refused it; the other branch follows. Within one ask {@code now} stands still and
 * {@code tat} only grows, so a bucket once seen busy stays busy: three writes at most, and nearly always one.
 */
public final class DynamoDbPermitStore implements PermitStore {
    private static final Duration KEPT_AFTER_IDLE = Duration.ofDays(1);
    private static final int MOST_REMEMBERED = 10_000;
    private static final int MOST_REFUND_WRITES = 3;

    private final DynamoDbClient client;
    private final String table;
    private final Map<String, Long> lastSeen = new ConcurrentHashMap<>();

    public DynamoDbPermitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Reservation tryReserve(String bucket, Ask ask) {
        boolean busy = lastSeen.getOrDefault(bucket, 0L) > ask.idle();
        while (true) {
            try {
                long after = tat(write(bucket, ask, busy).attributes());
                see(bucket, after);
                return new Reservation.Taken(busy ? after - ask.cost() : ask.idle());
            } catch (ConditionalCheckFailedException refused) {
                long tat = tat(refused.item());
                see(bucket, tat);
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
                    return new Reservation.Refused(tat, Attributes.number(refused.item(), "pausedUntil", 0));
                }
                busy = !busy;
            }
        }
    }

    /** In the terms of the bucket: those of the caller's limit may be older or newer. */
    @Override
    public void pause(String bucket, Pace pace, Instant until) {
        Pace counted = pace;
        while (true) {
            try {
                see(bucket, tat(writePause(bucket, counted, until).attributes()));
                return;
            } catch (ConditionalCheckFailedException refused) {
                see(bucket, tat(refused.item()));
                Pace stands = PaceItem.read(refused.item()).orElse(counted);
                if (stands.sameAs(counted)) {
                    return;
                }
                counted = stands;
            }
        }
    }

    private UpdateItemResponse writePause(String bucket, Pace pace, Instant until) {
        long tat = pace.startingAt(Nanos.of(until));
        UpdateItemRequest request = update(bucket)
                .updateExpression("SET beforePause = if_not_exists(tat, :none), tat = :tat, pausedTat = :tat,"
                        + " pausedUntil = :until, expiresAt = :expires")
                .conditionExpression("(attribute_not_exists(tat) OR tat < :tat)"
                        + " AND (attribute_not_exists(pace) OR pace = :pace)")
                .expressionAttributeValues(Map.of(
                        ":tat", Attributes.number(tat),
                        ":none", Attributes.number(0),
                        ":pace", PaceItem.of(pace),
                        ":until", Attributes.number(Nanos.of(until)),
                        ":expires", expires(tat)))
                .build();
        return Calls.to(table, () -> client.updateItem(request));
    }

    @Override
    public boolean tryResume(String bucket) {
        UpdateItemRequest request = update(bucket)
                .overrideConfiguration(Calls.once())
                .updateExpression("SET tat = beforePause REMOVE pausedUntil, pausedTat, beforePause")
                .conditionExpression("tat = pausedTat")
                .build();
        try {
            lastSeen.put(
                    bucket,
                    tat(Calls.to(table, () -> client.updateItem(request)).attributes()));
            return true;
        } catch (ConditionalCheckFailedException reservedSince) {
            return false;
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
                .overrideConfiguration(Calls.once())
                .updateExpression("SET tat = :before, expiresAt = :expires")
                .conditionExpression("tat = :after AND (attribute_not_exists(convertedFrom) OR convertedFrom < :after)")
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

    /** Tried in the window that is open, and if it has ended in a new one. */
    @Override
    public boolean tryRefund(String bucket, Refund refund) {
        boolean open = true;
        for (int tried = 0; tried < MOST_REFUND_WRITES; tried++) {
            UpdateItemRequest request = RefundUpdate.of(update(bucket), refund, open);
            try {
                long after =
                        tat(Calls.to(table, () -> client.updateItem(request)).attributes());
                lastSeen.replace(bucket, after);
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
        UpdateItemRequest request = update(bucket)
                .updateExpression("SET tat = if_not_exists(tat, :after) + :cost,"
                        + " expiresAt = if_not_exists(expiresAt, :expires) + :seconds")
                .expressionAttributeValues(Map.of(
                        ":after", Attributes.number(tatAfter),
                        ":cost", Attributes.number(cost),
                        ":expires", expires(tatAfter),
                        ":seconds", Attributes.number(Nanos.secondsUp(cost))))
                .build();
        see(bucket, tat(Calls.to(table, () -> client.updateItem(request)).attributes()));
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
                .conditionExpression("tat > :now AND tat <= :latest AND pace = :pace")
                .expressionAttributeValues(Map.of(
                        ":cost", Attributes.number(ask.cost()),
                        ":now", Attributes.number(ask.idle()),
                        ":pace", PaceItem.of(ask.pace()),
                        ":latest", Attributes.number(ask.latestBusyTat()),
                        ":expires", expires(ask.latestBusyTat() + ask.cost())))
                .build();
    }

    private UpdateItemRequest whileIdle(String bucket, Ask ask) {
        long tat = ask.tatAfter(ask.idle());
        return update(bucket)
                .updateExpression("SET tat = :tat, expiresAt = :expires, pace = :pace, paceOf = :version")
                .conditionExpression("(attribute_not_exists(tat) OR tat <= :now)"
                        + " AND (attribute_not_exists(paceOf) OR paceOf <= :version)")
                .expressionAttributeValues(Map.of(
                        ":tat", Attributes.number(tat),
                        ":now", Attributes.number(ask.idle()),
                        ":pace", PaceItem.of(ask.pace()),
                        ":version", Attributes.number(ask.pace().version()),
                        ":expires", expires(tat)))
                .build();
    }

    /** Counts a busy bucket in other terms, if it is still as it was seen; if not, the next write tells how it is. */
    private void convert(String bucket, Ask ask, Map<String, AttributeValue> seen) {
        UpdateItemRequest request = ConversionUpdate.of(update(bucket), seen, ask.pace(), ask.now());
        try {
            lastSeen.put(
                    bucket,
                    tat(Calls.to(table, () -> client.updateItem(request)).attributes()));
        } catch (ConditionalCheckFailedException changed) {
            see(bucket, tat(changed.item()));
        }
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

    /** Returns when TTL may delete a bucket that stands there. */
    static AttributeValue expires(long tat) {
        return Attributes.number(Nanos.toInstant(tat).plus(KEPT_AFTER_IDLE).getEpochSecond());
    }
}
