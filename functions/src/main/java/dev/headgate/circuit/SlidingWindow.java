package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;
import java.time.Instant;

/** How far back outcomes count. */
public sealed interface SlidingWindow {
    /**
     * The outcomes of the last moments, in buckets of time.
     *
     * @param length 1 s to 1 h
     * @param buckets how finely the window slides, 1 to {@value #MOST_BUCKETS}: an outcome is forgotten between length ×
     *     (1 − 1/buckets) and length after it was reported
     */
    record OfTime(Duration length, int buckets) implements SlidingWindow {
        /** The buckets of a circuit that does not say. */
        public static final int DEFAULT_BUCKETS = 10;

        /** With this many the item stays below 1 KB, so that each write costs one unit. */
        public static final int MOST_BUCKETS = 12;

        public OfTime {
            Bounds.between("window", length, CircuitSettings.SHORTEST, CircuitSettings.LONGEST);
            Bounds.between("buckets", buckets, 1, MOST_BUCKETS);
        }

        /** Returns the start of the bucket that holds {@code now}. */
        Instant bucketAt(Instant now) {
            long bucket = bucketMillis();
            return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), bucket) * bucket);
        }

        /** Returns the time that all buckets cover: the length, rounded up to whole buckets. */
        Duration span() {
            return Duration.ofMillis(bucketMillis() * buckets);
        }

        private long bucketMillis() {
            return Math.ceilDiv(length.toMillis(), buckets);
        }
    }

    /**
     * The last calls, in the order in which the store took their outcomes.
     *
     * @param calls 1 to {@value #MOST_CALLS}
     */
    record OfCalls(int calls) implements SlidingWindow {
        /** With this many the item stays below 1 KB, so that each write costs one unit. */
        public static final int MOST_CALLS = 200;

        public OfCalls {
            Bounds.between("windowCalls", calls, 1, MOST_CALLS);
        }
    }
}
