package dev.headgate.adjust;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Settings and events for tests. */
final class Adjusters {
    static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    static final String SHARE = "throttled-share";
    static final String SHARE_RECOVERY = "throttled-share-recovery";
    static final String LAMBDA = "function-throttles";
    static final Targets TARGETS = new Targets(
            new Range(10, 1000),
            List.of(new Targets.MapRuns("single", 1), new Targets.MapRuns("batches", 10)),
            List.of(new Targets.Queue("queue", new Range(2, 5), true)),
            List.of(new Targets.Reserved("worker", new Range(1, 50))));
    static final AdjusterSettings SETTINGS = settings(Step.DEFAULT, AdjusterSettings.Mode.ON);

    private Adjusters() {}

    static AdjusterSettings settings(Step step, AdjusterSettings.Mode mode) {
        return new AdjusterSettings(mode, step, TARGETS, Set.of(SHARE_RECOVERY), Set.of(LAMBDA));
    }

    static Event.Alarmed alarmed(String alarm, AlarmState state, Instant at) {
        return new Event.Alarmed(new Reading(alarm, state, at));
    }

    static Event tick() {
        return new Event.Tick();
    }

    static int ceiling(Adjustment adjustment) {
        return adjustment.level(Ladder.CEILING).percent();
    }

    static int concurrency(Adjustment adjustment) {
        return adjustment.level(Ladder.CONCURRENCY).percent();
    }
}
