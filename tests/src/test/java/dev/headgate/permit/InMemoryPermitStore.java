package dev.headgate.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
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
            long tat, long pausedUntil, @Nullable Pace pace, long refunded, long refundsUntil, long convertedFrom) {
        static final Bucket NONE = new Bucket(0, 0, null, 0, 0, 0);

        Bucket at(long moment) {
            return new Bucket(moment, pausedUntil, pace, refunded, refundsUntil, convertedFrom);
        }

        Bucket countedIn(Pace other) {
            return new Bucket(tat, pausedUntil, other, refunded, refundsUntil, convertedFrom);
        }

        Bucket pausedUntil(long moment) {
            return new Bucket(tat, moment, pace, refunded, refundsUntil, convertedFrom);
        }

        Bucket convertedTo(long moment, Pace other) {
            return new Bucket(moment, pausedUntil, other, refunded, refundsUntil, Math.max(convertedFrom, tat));
        }

        boolean isCountedIn(Pace other) {
            return pace != null && pace.sameAs(other);
        }

        boolean isNewerThan(Ask ask) {
            return pace != null && ask.isOlderThan(pace);
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
        Bucket seen = bucket(bucket);
        boolean busy = seen.tat() > ask.idle();
        if (convert && seen.isNewerThan(ask) && !(busy && seen.isCountedIn(ask.pace()))) {
            return new Reservation.Outdated(Objects.requireNonNull(seen.pace()));
        }
        Bucket before = convert && busy ? converted(bucket, seen, ask) : seen.countedIn(ask.pace());
        if (busy) {
            buckets.put(bucket, before);
        }
        if (ask.refusedAt(before.tat())) {
            return new Reservation.Refused(before.tat(), before.pausedUntil());
        }
        buckets.put(bucket, before.at(ask.tatAfter(before.tat())));
        return new Reservation.Taken(Math.max(before.tat(), ask.idle()));
    }

    private Bucket converted(String name, Bucket bucket, Ask ask) {
        if (bucket.isCountedIn(ask.pace())) {
            return bucket;
        }
        Pace old = bucket.pace() == null ? ask.pace() : bucket.pace();
        long tat = ask.pace().converted(bucket.tat(), old, bucket.pausedUntil(), ask.now());
        Long paused = pausedTat.remove(name);
        long before = beforePause.getOrDefault(name, 0L);
        if (paused != null && paused == bucket.tat()) {
            pausedTat.put(name, tat);
            beforePause.put(name, before > ask.now() ? ask.pace().converted(before, old, 0, ask.now()) : before);
        }
        return bucket.convertedTo(tat, ask.pace());
    }

    @Override
    public synchronized void pause(String bucket, Pace pace, Instant until) {
        calls++;
        Bucket now = bucket(bucket);
        long tat = (now.pace() == null ? pace : now.pace()).startingAt(Nanos.of(until));
        if (tat > now.tat()) {
            beforePause.put(bucket, now.tat());
            pausedTat.put(bucket, tat);
            buckets.put(bucket, now.at(tat).pausedUntil(Nanos.of(until)));
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
        buckets.put(bucket, now.at(before).pausedUntil(0));
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
        if (now.tat() != tatAfter || now.convertedFrom() >= tatAfter) {
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
        Pace pace = now.pace() == null ? refund.pace() : now.pace();
        if (refund.refusedAt(now.tat(), pace, now.pausedUntil()) || counted.isEmpty()) {
            return false;
        }
        long until = refund.windowEnd(now.refundsUntil());
        buckets.put(
                bucket,
                new Bucket(
                        now.tat() - refund.cost(),
                        now.pausedUntil(),
                        now.pace(),
                        counted.get(),
                        until,
                        now.convertedFrom()));
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
