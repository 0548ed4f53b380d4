package dev.headgate.dynamodb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where an environment saw buckets last: a guess at how they stand. Safe for many threads. */
final class SeenBuckets {
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<String, Long> tats = new ConcurrentHashMap<>();

    /** Returns the bucket's {@code tat} as seen last, 0 if it was not. */
    long tat(String bucket) {
        return tats.getOrDefault(bucket, 0L);
    }

    /** Notes where a bucket stood. Answers overtake each other, so the later {@code tat} holds. */
    void see(String bucket, long tat) {
        makeRoom();
        tats.merge(bucket, tat, Math::max);
    }

    /** Notes where a bucket was moved to by other means than an ask: it may be back. */
    void moved(String bucket, long tat) {
        makeRoom();
        tats.put(bucket, tat);
    }

    /** Notes that a bucket was moved back, if nothing else was seen since. */
    void movedBack(String bucket, long tatBefore, long tatAfter) {
        tats.replace(bucket, tatAfter, tatBefore);
    }

    private void makeRoom() {
        if (tats.size() >= MOST_REMEMBERED) {
            tats.clear();
        }
    }
}
