package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;
import java.time.Instant;

/**
 * How a circuit behaves; its state is apart.
 *
 * @param name 1 to 128 letters, digits, dots, dashes and underscores
 * @param failureRateThreshold the failures in percent of the calls from which on the circuit opens, 1 to 100
 * @param window how far back outcomes count, 1 s to 1 h
 * @param buckets how finely the window slides, 1 to {@value #MOST_BUCKETS}: an outcome is forgotten between window × (1 −
 *     1/buckets) and window after it was reported
 * @param minimumCalls fewer calls in the window than this open nothing, 1 to 1,000,000
 * @param openFor how long an open circuit lets nothing through, 1 s to 1 h
 * @param halfOpenProbes how many calls may be out at once as probes, and how many must succeed to close, 1 to
 *     {@value #MOST_PROBES}
 * @param probeLease how long a probe may take, 1 s to 1 h: the longest time that a call takes, its time-out
 */
public record CircuitSettings(
        String name,
        int failureRateThreshold,
        Duration window,
        int buckets,
        int minimumCalls,
        Duration openFor,
        int halfOpenProbes,
        Duration probeLease) {
    /** The buckets of a circuit that does not say. */
    public static final int DEFAULT_BUCKETS = 10;

    /** With this many the item stays below 1 KB, so that each write costs one unit. */
    public static final int MOST_BUCKETS = 12;

    /** With this many the item stays below 1 KB, so that each write costs one unit. */
    public static final int MOST_PROBES = 20;

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofHours(1);

    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public CircuitSettings {
        Bounds.name("name", name);
        Bounds.between("failureRateThreshold", failureRateThreshold, 1, 100);
        Bounds.between("window", window, SHORTEST, LONGEST);
        Bounds.between("buckets", buckets, 1, MOST_BUCKETS);
        Bounds.between("minimumCalls", minimumCalls, 1, 1_000_000);
        Bounds.between("openFor", openFor, SHORTEST, LONGEST);
        Bounds.between("halfOpenProbes", halfOpenProbes, 1, MOST_PROBES);
        Bounds.between("probeLease", probeLease, SHORTEST, LONGEST);
    }

    /** Returns the start of the bucket that holds {@code now}. */
    Instant bucketAt(Instant now) {
        long length = bucketMillis();
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), length) * length);
    }

    /** Returns the time that all buckets cover: the window, rounded up to whole buckets. */
    Duration span() {
        return Duration.ofMillis(bucketMillis() * buckets);
    }

    /** Returns whether these outcomes open the circuit. */
    boolean isTrippedBy(Counts counts) {
        return counts.calls() >= minimumCalls && counts.failures() * 100 >= failureRateThreshold * counts.calls();
    }

    private long bucketMillis() {
        return Math.ceilDiv(window.toMillis(), buckets);
    }
}
