package dev.headgate.circuit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.time.Duration;

/**
 * What opens a circuit. Each of the three is off where it is 0; at least one is on.
 *
 * @param failureRate the failures in percent of the window's calls from which on it opens, 0 to 100
 * @param slowRate the same of slow calls, 0 to 100
 * @param slowAfter a call that took longer is slow, 1 ms to 1 h
 * @param minimumCalls fewer calls in the window than this open nothing by their rate, 1 to 1,000,000
 * @param consecutiveFailures this many failures in a row open it, 0 to 1,000
 */
public record Thresholds(int failureRate, int slowRate, Duration slowAfter, int minimumCalls, int consecutiveFailures) {
    /** What counts as slow in a circuit that does not say; Resilience4j's default, too. */
    public static final Duration DEFAULT_SLOW_AFTER = Duration.ofSeconds(60);

    /** @throws InvalidRequestException if a value is out of its bounds */
    public Thresholds {
        Bounds.between("failureRateThreshold", failureRate, 0, 100);
        Bounds.between("slowCallRateThreshold", slowRate, 0, 100);
        Bounds.between("slowCallDuration", slowAfter, Duration.ofMillis(1), CircuitSettings.LONGEST);
        Bounds.between("minimumCalls", minimumCalls, 1, 1_000_000);
        Bounds.between("consecutiveFailures", consecutiveFailures, 0, 1_000);
        if (failureRate + slowRate + consecutiveFailures == 0) {
            throw new InvalidRequestException(
                    "one of failureRateThreshold, slowCallRateThreshold and consecutiveFailures must be above 0,"
                            + " got: 0");
        }
    }

    /** Returns the thresholds of a circuit that looks at failures only. */
    public static Thresholds ofFailures(int rate, int minimumCalls) {
        return new Thresholds(rate, 0, DEFAULT_SLOW_AFTER, minimumCalls, 0);
    }

    /** Returns whether slow calls matter. */
    boolean countSlow() {
        return slowRate > 0;
    }

    /** Returns whether a call of this duration is slow. */
    boolean isSlow(Duration duration) {
        return countSlow() && duration.compareTo(slowAfter) > 0;
    }

    /** Returns whether so many calls, if they are enough, pass a rate. */
    boolean arePassedBy(Counts counts, long enough) {
        return counts.calls() >= enough
                && (isPassed(failureRate, counts.allFailures(), counts.calls())
                        || isPassed(slowRate, counts.allSlow(), counts.calls()));
    }

    /** Returns whether a rate is half-way there: from then on every outcome matters. */
    boolean areHalfPassedBy(Counts counts) {
        return (counts.allFailures() > 0 && isPassed(failureRate, 2 * counts.allFailures(), counts.calls()))
                || (counts.allSlow() > 0 && isPassed(slowRate, 2 * counts.allSlow(), counts.calls()));
    }

    private static boolean isPassed(int threshold, long part, long calls) {
        return threshold > 0 && part * 100 >= threshold * calls;
    }
}
