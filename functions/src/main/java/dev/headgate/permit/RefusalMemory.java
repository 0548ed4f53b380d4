package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The refusals that this environment saw: while one still holds, the same bucket is not asked again.
 *
 * <p>A {@code tat}, or what is used of a window, only grows by asks, so what refused an ask refuses every ask as large
 * until the moment it named. What gives permits back, or a changed limit, may shorten that: so nothing is believed for
 * longer than {@code keep}. Holds at most {@value #MOST} buckets, the least recently used goes first.
 */
final class RefusalMemory<R> {
    private static final int MOST = 10_000;

    private final Duration keep;
    private final Map<String, Seen<R>> seen = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen<R>> eldest) {
            return size() > MOST;
        }
    });

    private record Seen<R>(R refusal, Instant until) {}

    RefusalMemory(Duration keep) {
        this.keep = keep;
    }

    /** Returns the bucket's last refusal, if it may still be believed. Whether it holds for an ask is the asker's to say. */
    Optional<R> find(String bucket, Instant now) {
        @Nullable Seen<R> last = seen.get(bucket);
        return last != null && now.isBefore(last.until()) ? Optional.of(last.refusal()) : Optional.empty();
    }

    void forget(String bucket) {
        seen.remove(bucket);
    }

    void remember(String bucket, R refusal, Instant now) {
        seen.put(bucket, new Seen<>(refusal, now.plus(keep)));
    }
}
