package dev.headgate.adjust;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What something is to be set to. Setting it again changes nothing. */
public sealed interface Aim {

    /** Returns what it is set for, as it is told to people. */
    String target();

    /**
     * The limit's own figures, and what its callers ask it for.
     *
     * @param inFlight how many calls workflows may have in flight; null where nobody says
     */
    record Ceiling(String limit, int percent, @Nullable Integer inFlight) implements Aim {
        @Override
        public String target() {
            return "limit " + limit;
        }
    }

    /**
     * The running Map Runs of a machine.
     *
     * @param maxConcurrency at least 1, since 0 would mean no bound
     */
    record MapRuns(String stateMachine, int maxConcurrency) implements Aim {
        @Override
        public String target() {
            return "Map Runs of " + stateMachine;
        }
    }

    /**
     * A queue's event source mapping.
     *
     * @param maximumConcurrency 2 to 1,000
     * @param enabled null where the queue is never paused: whether it is disabled by hand is nobody's business then
     */
    record Queue(
            String mapping,
            int maximumConcurrency,
            @Nullable Boolean enabled) implements Aim {
        @Override
        public String target() {
            return "event source mapping " + mapping;
        }
    }

    /**
     * A function's reserved concurrency.
     *
     * @param concurrency at least 1; null for no reservation
     */
    record Reserved(String function, @Nullable Integer concurrency) implements Aim {
        @Override
        public String target() {
            return "function " + function;
        }
    }

    /** Returns what a limit's levels mean, the limit itself first: who starts now goes by it. */
    static List<Aim> of(Adjustment adjustment, AdjusterSettings settings) {
        Level level = adjustment.level(Ladder.CONCURRENCY);
        Targets targets = settings.targets();
        Range range = targets.inFlight();
        Integer inFlight = range == null ? null : Integer.valueOf(range.at(level));
        List<Aim> aims = new ArrayList<>();
        aims.add(
                new Ceiling(adjustment.limit(), adjustment.level(Ladder.CEILING).percent(), inFlight));
        if (inFlight != null) {
            targets.mapRuns()
                    .forEach(runs ->
                            aims.add(new MapRuns(runs.stateMachine(), Math.ceilDiv(inFlight, runs.itemsEach()))));
        }
        targets.queues()
                .forEach(queue -> aims.add(
                        new Queue(queue.mapping(), queue.range().at(level), queue.pause() ? !level.paused() : null)));
        targets.functions()
                .forEach(of -> aims.add(new Reserved(
                        of.function(), level.isTop() ? null : of.range().at(level))));
        return aims;
    }
}
