package dev.headgate.adaptive;

import java.time.Instant;

/**
 * What is kept of a rate that follows, beside its counters.
 *
 * @param revision grows with each change of the rate, by a tick or between two: of two who know the rate differently, the
 *     one with the later revision is right, and each change is written on condition of the one that it was made from
 */
public record RateRecord(RateState state, Pause pause, long revision) {

    /** Returns where a limit begins. */
    public static RateRecord starting(Followed limit, Instant now) {
        AdaptiveSettings settings = limit.settings();
        return new RateRecord(
                RateState.starting(settings, limit.declared(), now),
                Pause.none(settings.tuning().pausing()),
                now.getEpochSecond());
    }

    /** Returns the record with what has become of the rate. */
    RateRecord then(RateState next, Pause learnt, Instant now) {
        return new RateRecord(next, learnt, later(now));
    }

    /** By the second, so that a record which begins anew after it was forgotten is later than the one before. */
    private long later(Instant now) {
        return Math.max(revision + 1, now.getEpochSecond());
    }
}
