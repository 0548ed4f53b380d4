package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;

/** What an epoch's outcomes say of the state that they came in. */
record Epoch(AdaptiveSettings settings, RateState state, Counters counters, Pause pause, Instant now) {
    private static final Duration ODD = Duration.ofMinutes(1);
    private static final double LEAST_SECONDS = 0.5;

    /** Where less than this share of the rate is heard of, shares are of too little, or too little was called. */
    private static final double COUNTED = 0.5;

    /**
     * Returns how long it has lasted, without the time for which a pause held calls back: never less than half a second, and one
     * epoch where a clock went far astray.
     */
    double seconds() {
        Duration elapsed = Duration.between(state.at(), now);
        boolean astray = elapsed.compareTo(ODD.negated()) < 0;
        return astray
                ? inSeconds(tuning().measuring().epoch())
                : Math.max(LEAST_SECONDS, inSeconds(elapsed) - paused());
    }

    private double paused() {
        Instant from = pause.from().isAfter(state.at()) ? pause.from() : state.at();
        Instant until = pause.until().isBefore(now) ? pause.until() : now;
        return Math.max(0, inSeconds(Duration.between(from, until)));
    }

    /** Returns whether the rate is to be reckoned now. */
    boolean isOver() {
        Duration elapsed = Duration.between(state.at(), now);
        if (elapsed.compareTo(ODD.negated()) < 0) {
            return true;
        }
        double lasted = inSeconds(elapsed) + 0.05; // reporters are not punctual: 1.96 s is 2 s
        return counters.calls() > 0 && (lasted >= length() + awaited() || (lasted >= 1 && isAlarming() && !isThin()));
    }

    /** Returns for how many seconds more reports are awaited: for none where a refusal tells enough, or few outcomes are missing. */
    private double awaited() {
        boolean enough = (counters.refused() > 0 && !isThin())
                || used() >= tuning().growing().used();
        return enough || state.phase() == RateState.Phase.STARTING
                ? 0
                : inSeconds(tuning().measuring().late());
    }

    /**
     * Returns whether what came is too little to measure again by. Who hears of a refusal reports at once, and who hears of none
     * has time: so the first report of an epoch says that more is refused, and less is taken, than all of them together.
     */
    private boolean isThin() {
        return state.phase() == RateState.Phase.MEASURING && used() < COUNTED;
    }

    /** Returns whether an epoch of the usual length has too few calls for shares. */
    boolean isRare() {
        Measuring measuring = tuning().measuring();
        return state.rate() * inSeconds(measuring.epoch()) < measuring.calls();
    }

    /** Returns whether this one has too few, too: each refusal is evidence. */
    boolean isSparse() {
        return counters.calls() < tuning().measuring().calls() && isRare();
    }

    double refusedShare() {
        return counters.refusedShare();
    }

    double acceptedPerSecond() {
        return counters.accepted() / seconds();
    }

    private double calledPerSecond() {
        return counters.calls() / seconds();
    }

    /** Returns what was asked for of the rate that these calls were let go by: the one before, where that was lower. */
    double used() {
        return calledPerSecond() / Math.min(state.before(), state.rate());
    }

    /** Returns what was called of the rate of now, which is more where it grew fast: answers come late. */
    double filled() {
        return calledPerSecond() / state.rate();
    }

    /**
     * Returns what the downstream took, by the share that it took of what was sent. A share does not depend on when
     * reporters flush, as a count a second does. What is answered now was sent up to a lag ago, by the rate of then.
     */
    double goodput() {
        double accepted = 1 - refusedShare();
        if (used() < COUNTED) {
            return Math.max(acceptedPerSecond(), state.rate() * accepted / 2);
        }
        double lag = Math.min(seconds(), inSeconds(tuning().measuring().lag()));
        double sent = (state.before() * lag + state.rate() * (seconds() - lag)) / seconds();
        return sent * accepted;
    }

    /** Returns the usual latency: falls at once, rises by a fiftieth of the difference an epoch. */
    Duration baseline() {
        return counters.latencies()
                .median()
                .map(median -> state.baseline().isZero() || median.compareTo(state.baseline()) < 0
                        ? median
                        : state.baseline().plus(median.minus(state.baseline()).dividedBy(50)))
                .orElse(state.baseline());
    }

    boolean isSlow() {
        return counters.latencies()
                .median()
                .filter(median -> !state.baseline().isZero())
                .map(median -> inSeconds(median) > tuning().growing().slowness() * inSeconds(state.baseline()))
                .orElse(false);
    }

    /** Returns whether what is refused now was sent after that moment's change. */
    boolean isPast(Instant change) {
        Duration hold = tuning().cutting().hold();
        Duration median = counters.latencies().median().orElse(Duration.ZERO);
        return Duration.between(change, now).compareTo(hold.compareTo(median) > 0 ? hold : median) > 0;
    }

    /** Returns how many seconds of growth a time is: fewer than it lasts where calls are rare. */
    double grown(double seconds) {
        return seconds / Math.max(1, tuning().growing().unit() / state.rate());
    }

    Tuning tuning() {
        return settings.tuning();
    }

    static double inSeconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }

    private double length() {
        Measuring measuring = tuning().measuring();
        double patience = inSeconds(measuring.patience());
        if (state.phase() == RateState.Phase.STARTING && counters.refused() == 0) {
            return Math.min(patience, Math.max(1, tuning().growing().firstCalls() / state.rate()));
        }
        if (isSparse() && counters.refused() > 0) {
            return 1;
        }
        double calls = isRare() ? tuning().growing().unit() : measuring.calls();
        return Math.min(patience, Math.max(inSeconds(measuring.epoch()), calls / state.rate()));
    }

    private boolean isAlarming() {
        return counters.refused() >= tuning().measuring().alarm()
                && refusedShare() >= tuning().cutting().cutShare();
    }
}
