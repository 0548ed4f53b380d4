package dev.headgate.circuit;

import dev.headgate.Bounds;

/**
 * How many calls ended how; each call is in one of the five. A throttled call (429) says that there were too many calls,
 * not that the downstream is ill: it is no part of the failure rate.
 *
 * @param successes calls that were answered well and in time, 0 to 1,000,000,000
 * @param failures calls that were not answered well
 * @param slow calls that were answered well, but slowly
 * @param slowFailures calls that were neither well nor quick
 * @param throttled calls that were refused for their number
 */
public record Counts(long successes, long failures, long slow, long slowFailures, long throttled) implements Result {
    /** No call at all: also what an ignored outcome counts. */
    public static final Counts NONE = new Counts(0, 0, 0, 0, 0);

    private static final long MOST = 1_000_000_000;

    public Counts {
        Bounds.between("successes", successes, 0, MOST);
        Bounds.between("failures", failures, 0, MOST);
        Bounds.between("slow", slow, 0, MOST);
        Bounds.between("slowFailures", slowFailures, 0, MOST);
        Bounds.between("throttled", throttled, 0, MOST);
    }

    /** Calls of which none was slow. */
    public Counts(long successes, long failures, long throttled) {
        this(successes, failures, 0, 0, throttled);
    }

    /** Returns so many calls of one kind. */
    public static Counts of(Kind kind, long calls) {
        return switch (kind) {
            case SUCCESS -> new Counts(calls, 0, 0, 0, 0);
            case FAILURE -> new Counts(0, calls, 0, 0, 0);
            case SLOW -> new Counts(0, 0, calls, 0, 0);
            case SLOW_FAILURE -> new Counts(0, 0, 0, calls, 0);
        };
    }

    /** Returns how many there are of one kind. */
    public long of(Kind kind) {
        return switch (kind) {
            case SUCCESS -> successes;
            case FAILURE -> failures;
            case SLOW -> slow;
            case SLOW_FAILURE -> slowFailures;
        };
    }

    /** Returns the sum. */
    public Counts plus(Counts other) {
        return new Counts(
                successes + other.successes,
                failures + other.failures,
                slow + other.slow,
                slowFailures + other.slowFailures,
                throttled + other.throttled);
    }

    /** Returns what the circuit's rules make of these outcomes, whose classes are all that is known of them. */
    @Override
    public Counts by(CircuitSettings settings) {
        return Call.of(Outcome.SUCCESS)
                .by(settings)
                .times(successes)
                .plus(Call.of(Outcome.FAILURE).by(settings).times(failures))
                .plus(Call.of(Outcome.SLOW).by(settings).times(slow))
                .plus(Call.slowFailure(settings).times(slowFailures))
                .plus(Call.of(Outcome.THROTTLED).by(settings).times(throttled));
    }

    private Counts times(long calls) {
        return new Counts(successes * calls, failures * calls, slow * calls, slowFailures * calls, throttled * calls);
    }

    /** Returns the calls that the rates are parts of. */
    public long calls() {
        return successes + failures + slow + slowFailures;
    }

    /** Returns the failures, slow ones included. */
    public long allFailures() {
        return failures + slowFailures;
    }

    /** Returns the slow calls, failed ones included. */
    public long allSlow() {
        return slow + slowFailures;
    }

    /** Returns whether nothing here speaks against the downstream. */
    public boolean areHealthy() {
        return failures + slow + slowFailures == 0;
    }

    /** Returns the failures in percent of the calls; 0 where there is no call. */
    public double failureRate() {
        return rate(allFailures());
    }

    /** Returns the slow calls in percent of the calls; 0 where there is no call. */
    public double slowRate() {
        return rate(allSlow());
    }

    private double rate(long part) {
        return calls() == 0 ? 0 : 100.0 * part / calls();
    }
}
