package dev.headgate.lambda;

import dev.headgate.adjust.Adjustment;
import dev.headgate.adjust.Change;
import dev.headgate.adjust.Ladder;
import dev.headgate.adjust.Level;
import dev.headgate.adjust.Outcome;
import java.util.List;
import java.util.Set;

/** What the adjuster answers, for who calls it by hand and for the log: nobody else reads it. */
sealed interface AdjusterAnswer {

    /** The limit has no adjuster, or there is no such limit. */
    record NotFollowed(String limit, boolean followed) implements AdjusterAnswer {}

    /**
     * Where the limit stands.
     *
     * @param changes what was decided now
     * @param failures what could not be set; the next tick tries again
     */
    record Stands(
            String limit,
            int ceilingPercent,
            int concurrencyPercent,
            boolean paused,
            List<Changed> changes,
            List<String> failures)
            implements AdjusterAnswer {

        private static Stands of(Adjustment adjustment, List<Change> changes, List<Outcome.Failure> failures) {
            Level concurrency = adjustment.level(Ladder.CONCURRENCY);
            return new Stands(
                    adjustment.limit(),
                    adjustment.level(Ladder.CEILING).percent(),
                    concurrency.percent(),
                    concurrency.paused(),
                    changes.stream().map(Changed::of).toList(),
                    failures.stream()
                            .map(failure -> failure.aim().target() + ": "
                                    + failure.cause().getMessage())
                            .toList());
        }
    }

    /** A step of a ladder. */
    record Changed(Ladder ladder, int fromPercent, int toPercent, Change.Cause cause, Set<String> why) {
        static Changed of(Change change) {
            return new Changed(
                    change.ladder(), change.from().percent(), change.to().percent(), change.cause(), change.why());
        }
    }

    /** What a tick did, for each limit whose alarms have ever said something. */
    record Ticked(List<AdjusterAnswer> limits) implements AdjusterAnswer {}

    static AdjusterAnswer of(Outcome outcome) {
        return switch (outcome) {
            case Outcome.NotAdjusted(String limit) -> new NotFollowed(limit, false);
            case Outcome.Unchanged(Adjustment adjustment) -> Stands.of(adjustment, List.of(), List.of());
            case Outcome.Adjusted adjusted -> Stands.of(adjusted.adjustment(), adjusted.changes(), adjusted.failures());
        };
    }
}
