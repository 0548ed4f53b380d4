package dev.headgate.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The algorithm over a map: the reference that the DynamoDB store is held to. */
public final class InMemoryPermitStore implements PermitStore {
    private final Map<String, Bucket> buckets = new HashMap<>();
    private final Map<String, Long> beforePause = new HashMap<>();
    private final Map<String, Long> pausedTat = new HashMap<>();
    private final boolean convert;
    private int calls;

    private record Bucket(
            long tat, long pausedUntil, @Nullable Pace pace, long refunded, long refundsUntil) {
        static final Bucket NONE = new Bucket(0, 0, null, 0, 0);

        Bucket at(long moment) {
            return new Bucket(moment, pausedUntil, pace, refunded, refundsUntil);
        }

        Bucket countedIn(Pace other) {
            return new Bucket(tat, pausedUntil, other, refunded, refundsUntil);
        }
    }

    public InMemoryPermitStore() {
        this(true);
    }

    /** @param convert false for a control: every number is read in the terms of who asks */
    InMemoryPermitStore(boolean convert) {
        this.convert = convert;
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
        Bucket before =
                convert ? converted(bucket(bucket), ask) : bucket(bucket).countedIn(ask.pace());
        if (before.pace() != null && !before.pace().sameAs(ask.pace()) && before.tat() > ask.idle()) {
            return new Reservation.Outdated(before.pace());
        }
        buckets.put(bucket, before);
        if (ask.refusedAt(before.tat())) {
            return new Reservation.Refused(before.tat(), before.pausedUntil());
        }
        buckets.put(bucket, before.at(ask.tatAfter(before.tat())).countedIn(ask.pace()));
        return new Reservation.Taken(Math.max(before.tat(), ask.idle()));
    }

    private static Bucket converted(Bucket bucket, Ask ask) {
        Pace old = bucket.pace() == null ? ask.pace() : bucket.pace();
        boolean same = bucket.pace() != null && old.sameAs(ask.pace());
        if (same || old.version() > ask.pace().version() || bucket.tat() <= ask.idle()) {
            return bucket;
        }
        long tat = ask.pace().converted(bucket.tat(), old, bucket.pausedUntil(), ask.now());
        return bucket.at(tat).countedIn(ask.pace());
    }

    @Override
    public synchronized void pause(String bucket, long tat, Instant until) {
        calls++;
        Bucket now = bucket(bucket);
        if (tat > now.tat()) {
            beforePause.put(bucket, now.tat());
            pausedTat.put(bucket, tat);
            buckets.put(bucket, new Bucket(tat, Nanos.of(until), now.pace(), now.refunded(), now.refundsUntil()));
        }
    }

    @Override
    public synchronized boolean tryResume(String bucket) {
        calls++;
        Bucket now = bucket(bucket);
        Long paused = pausedTat.get(bucket);
        if (paused == null || paused != now.tat()) {
            return false;
        }
        pausedTat.remove(bucket);
        long before = beforePause.getOrDefault(bucket, 0L);
        buckets.put(bucket, new Bucket(before, 0, now.pace(), now.refunded(), now.refundsUntil()));
        return true;
    }

    @Override
    public synchronized long peek(String bucket) {
        return bucket(bucket).tat();
    }

    @Override
    public synchronized boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
        calls++;
        Bucket now = bucket(bucket);
        if (now.tat() != tatAfter) {
            return false;
        }
        buckets.put(bucket, now.at(tatBefore));
        return true;
    }

    @Override
    public synchronized boolean tryRefund(String bucket, Refund refund) {
        calls++;
        Bucket now = bucket(bucket);
        Optional<Long> counted = refund.counted(now.refundsUntil(), now.refunded());
        if (refund.refusedAt(now.tat(), now.pausedUntil()) || counted.isEmpty()) {
            return false;
        }
        long until = refund.windowEnd(now.refundsUntil());
        buckets.put(bucket, new Bucket(now.tat() - refund.cost(), now.pausedUntil(), now.pace(), counted.get(), until));
        return true;
    }

    @Override
    public synchronized void charge(String bucket, long tatAfter, long cost) {
        calls++;
        Bucket now = bucket(bucket);
        buckets.put(bucket, now.at((now.tat() == 0 ? tatAfter : now.tat()) + cost));
    }

    @Override
    public synchronized long lastSeen(String bucket) {
        return peek(bucket);
    }

    private Bucket bucket(String bucket) {
        return buckets.getOrDefault(bucket, Bucket.NONE);
    }

    /** Returns how often the store was asked to decide. */
    synchronized int calls() {
        return calls;
    }
}
