package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Outcomes by the start of their time bucket.
 *
 * <p>A bucket carries its own time, so that it counts for the right span whoever reads it and whatever the bucket length
 * was when it was written.
 */
public record Window(Map<Instant, Counts> buckets) {
    /** No outcome at all. */
    public static final Window EMPTY = new Window(Map.of());

    public Window {
        buckets = Map.copyOf(buckets);
    }

    Window plus(Instant bucket, Counts counts) {
        Map<Instant, Counts> sums = new HashMap<>(buckets);
        if (!counts.equals(Counts.NONE)) {
            sums.merge(bucket, counts, Counts::plus);
        }
        return new Window(sums);
    }

    Window without(Collection<Instant> gone) {
        Map<Instant, Counts> left = new HashMap<>(buckets);
        left.keySet().removeAll(gone);
        return new Window(left);
    }

    /**
     * Returns the sum of what counts at that moment. A bucket of the near future counts too: its clock is fast, its calls
     * were made.
     */
    Counts totalAt(Instant now, CircuitSettings settings) {
        Instant current = settings.bucketAt(now);
        return buckets.entrySet().stream()
                .filter(bucket -> isWithin(bucket.getKey(), current, settings.span()))
                .map(Map.Entry::getValue)
                .reduce(Counts.NONE, Counts::plus);
    }

    /**
     * Returns the buckets that no clock counts any more. They are kept for a quarter of a window longer than they count, so that
     * an environment whose clock is fast by less than that drops nothing that others still count.
     */
    Set<Instant> expiredAt(Instant now, CircuitSettings settings) {
        Duration kept = settings.span().multipliedBy(5).dividedBy(4);
        Instant end = settings.bucketAt(now).minus(kept);
        return buckets.keySet().stream().filter(start -> !start.isAfter(end)).collect(Collectors.toUnmodifiableSet());
    }

    private static boolean isWithin(Instant start, Instant current, Duration span) {
        return start.isAfter(current.minus(span)) && start.isBefore(current.plus(span));
    }
}
