package dev.headgate.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The algorithm over a map: the reference that the DynamoDB store is held to. */
public final class InMemoryPermitStore implements PermitStore {
    private final Map<String, Bucket> buckets = new HashMap<>();
    private int calls;

    private record Bucket(long tat, long pausedUntil) {}

    @Override
    public synchronized Reservation tryReserve(String bucket, Ask ask) {
        calls++;
        Bucket before = buckets.getOrDefault(bucket, new Bucket(0, 0));
        if (ask.refusedAt(before.tat())) {
            return new Reservation.Refused(before.tat(), before.pausedUntil());
        }
        buckets.put(bucket, new Bucket(ask.tatAfter(before.tat()), before.pausedUntil()));
        return new Reservation.Taken(Math.max(before.tat(), ask.now()));
    }

    @Override
    public synchronized void pause(String bucket, long tat, Instant until) {
        calls++;
        if (tat > peek(bucket)) {
            buckets.put(bucket, new Bucket(tat, Nanos.of(until)));
        }
    }

    @Override
    public synchronized long peek(String bucket) {
        return buckets.getOrDefault(bucket, new Bucket(0, 0)).tat();
    }

    @Override
    public synchronized boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
        calls++;
        Bucket now = buckets.getOrDefault(bucket, new Bucket(0, 0));
        if (now.tat() != tatAfter) {
            return false;
        }
        buckets.put(bucket, new Bucket(tatBefore, now.pausedUntil()));
        return true;
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
