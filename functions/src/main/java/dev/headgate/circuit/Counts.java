package dev.headgate.circuit;

import dev.headgate.Bounds;

/**
 * How many calls ended how. A throttled call (429) says that there were too many calls, not that the downstream is ill:
 * it is no part of the failure rate.
 *
 * @param successes calls that were answered well, 0 to 1,000,000,000
 * @param failures calls that were not
 * @param throttled calls that were refused for their number
 */
public record Counts(long successes, long failures, long throttled) {
    /** No call at all: also what an ignored outcome counts. */
    public static final Counts NONE = new Counts(0, 0, 0);

    private static final long MOST = 1_000_000_000;

    public Counts {
        Bounds.between("successes", successes, 0, MOST);
        Bounds.between("failures", failures, 0, MOST);
        Bounds.between("throttled", throttled, 0, MOST);
    }

    /** Returns the sum. */
    public Counts plus(Counts other) {
        return new Counts(successes + other.successes, failures + other.failures, throttled + other.throttled);
    }

    /** Returns the calls that the failure rate is a part of. */
    public long calls() {
        return successes + failures;
    }

    /** Returns the failures in percent of the calls; 0 where there is no call. */
    public double failureRate() {
        return calls() == 0 ? 0 : 100.0 * failures / calls();
    }
}
