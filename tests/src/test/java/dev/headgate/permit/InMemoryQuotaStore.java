package dev.headgate.permit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Windows in a map. */
public final class InMemoryQuotaStore implements QuotaStore {
    private final Map<String, Long> used = new HashMap<>();
    private int writes;

    @Override
    public synchronized Count tryCount(String item, long permits, long limit, Instant end) {
        writes++;
        long before = used(item);
        if (before > limit - permits) {
            return new Count.Full(before);
        }
        used.put(item, before + permits);
        return new Count.Counted(before + permits);
    }

    @Override
    public synchronized void giveBack(String item, long permits) {
        writes++;
        used.computeIfPresent(item, (_, before) -> before >= permits ? before - permits : before);
    }

    @Override
    public synchronized long used(String item) {
        return used.getOrDefault(item, 0L);
    }

    synchronized int writes() {
        return writes;
    }

    /** Returns what is used, by window. */
    synchronized Map<String, Long> all() {
        return Map.copyOf(used);
    }
}
