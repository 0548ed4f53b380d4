package dev.headgate.adaptive;

import java.time.Instant;

/** The rate of a limit that follows its downstream: a function of what is known and what has happened, and nothing else. */
public final class AdaptiveRate {
    private final AdaptiveSettings settings;
    private final Rule rule;

    public AdaptiveRate(AdaptiveSettings settings) {
        this.settings = settings;
        this.rule = switch (settings.algorithm()) {
            case GOODPUT -> new GoodputRule();
            case AIMD -> new AimdRule();
        };
    }

    /**
     * Returns whether an epoch is over, so that whoever sees this should write {@link #next}. An epoch that began in the
     * future, by a clock that is fast, is not over until then; one that began more than a minute ahead is.
     */
    public boolean isDue(RateState state, Counters counters, Instant now) {
        return new Epoch(settings, state, counters, Pause.none(settings.tuning().pausing()), now).isOver();
    }

    /**
     * Returns the state after an epoch: the next tick, with a rate within floor and ceiling. Nothing is stored. The same
     * arguments give the same state; the caller writes it on condition of the tick that it was reckoned from.
     *
     * @param counters the outcomes since that tick; none of them may be given again
     * @param pause the last one: while it held calls back, there was nothing to be accepted
     */
    public RateState next(RateState state, Counters counters, Pause pause, Instant now) {
        Epoch epoch = new Epoch(settings, bounded(state), counters, pause, now);
        Course course = counters.calls() == 0 ? epoch.state().course() : rule.follow(epoch);
        return bounded(epoch.state().then(course, epoch.now(), epoch.baseline()));
    }

    /**
     * Returns the state with a rate that heeds what a provider says is left: lowered where less than a tenth is, before the
     * first refusal comes; never raised, never below the floor, and in the same tick. The plateau stays: it is where the
     * rate returns to when the allowance is whole again.
     *
     * @param costPerCall what a call takes of the allowance on average: 1 of requests, its tokens of tokens; above 0
     */
    public RateState heeding(RateState state, Allowance allowance, double costPerCall) {
        RateState known = bounded(state);
        double rate = settings.bounded(allowance.lowered(known.rate(), costPerCall));
        return rate < known.rate() ? known.lowered(rate) : known;
    }

    /** Every rate within floor and ceiling: those that a rule made, and those that were written under other settings. */
    private RateState bounded(RateState state) {
        return new RateState(
                state.tick(),
                state.at(),
                settings.bounded(state.rate()),
                settings.bounded(state.before()),
                state.phase(),
                settings.bounded(state.plateau()),
                settings.bounded(state.summit()),
                state.fell(),
                state.cutAt(),
                Double.isFinite(state.excess()) ? state.excess() : 0,
                state.grownFrom(),
                state.baseline());
    }
}
