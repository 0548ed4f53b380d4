package dev.headgate.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The algorithm over a map: the reference that the DynamoDB store is held to. */
public final class InMemoryPermitStore implements PermitStore {
    private final Map<String, Bucket> buckets = new HashMap<>();
    private int calls;

    private record Bucket(long tat, long pausedUntil, long refunded, long refundsUntil) {
        static final Bucket IDLE = new Bucket(0, 0, 0, 0);

        Bucket tat(long moved) {
            return new Bucket(moved, pausedUntil, refunded, refundsUntil);
        }
    }

    /** Returns new stores of all types. */
    public static PermitStores stores() {
        return new InMemoryPermitStore().besideQuotas();
    }

    /** Returns this store with new ones for the other types. */
    PermitStores besideQuotas() {
        return new PermitStores(this, new InMemoryQuotaStore());
    }

    @Override
    public synchronized Reservation tryReserve(String bucket, Ask ask) {
        calls++;
        Bucket before = buckets.getOrDefault(bucket, Bucket.IDLE);
        if (ask.refusedAt(before.tat())) {
            return new Reservation.Refused(before.tat(), before.pausedUntil());
        }
        buckets.put(bucket, before.tat(ask.tatAfter(before.tat())));
        return new Reservation.Taken(Math.max(before.tat(), ask.now()));
    }

    @Override
    public synchronized void pause(String bucket, long tat, Instant until) {
        calls++;
        if (tat > peek(bucket)) {
            Bucket before = buckets.getOrDefault(bucket, Bucket.IDLE);
            buckets.put(bucket, new Bucket(tat, Nanos.of(until), before.refunded(), before.refundsUntil()));
        }
    }

    @Override
    public synchronized long peek(String bucket) {
        return buckets.getOrDefault(bucket, Bucket.IDLE).tat();
    }

    @Override
    public synchronized boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
        calls++;
        Bucket now = buckets.getOrDefault(bucket, Bucket.IDLE);
        if (now.tat() != tatAfter) {
            return false;
        }
        buckets.put(bucket, now.tat(tatBefore));
        return true;
    }

    @Override
    public synchronized boolean tryRefund(String bucket, Refund refund) {
        calls++;
        Bucket now = buckets.getOrDefault(bucket, Bucket.IDLE);
        Optional<Long> counted = refund.counted(now.refundsUntil(), now.refunded());
        if (refund.refusedAt(now.tat(), now.pausedUntil()) || counted.isEmpty()) {
            return false;
        }
        long end = refund.windowEnd(now.refundsUntil());
        buckets.put(bucket, new Bucket(now.tat() - refund.cost(), now.pausedUntil(), counted.get(), end));
        return true;
    }

    @Override
    public synchronized void charge(String bucket, long tatAfter, long cost) {
        calls++;
        Bucket now = buckets.getOrDefault(bucket, Bucket.IDLE.tat(tatAfter));
        buckets.put(bucket, now.tat(now.tat() + cost));
    }

    @Override
    public synchronized long lastSeen(String bucket) {
        return peek(bucket);
    }

    /** Returns how often the store was asked to decide. */
    synchronized int calls() {
        return calls;
    }
}
