package dev.headgate.circuit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Outcomes on their way into a window, in the form in which it keeps them. What is added commutes with what others add:
 * buckets are sums, and runs go to the end.
 *
 * @param buckets for a window of time
 * @param runs for a window of calls, the latest last
 * @param streak what becomes of the failures in a row
 */
public record Outcomes(Map<Instant, Counts> buckets, List<Run> runs, Streak streak) {
    /** Nothing to add. */
    public static final Outcomes NONE = new Outcomes(Map.of(), List.of(), Streak.SAME);

    public Outcomes {
        buckets = Map.copyOf(buckets);
        runs = List.copyOf(runs);
    }

    /**
     * What becomes of the failures in a row.
     *
     * @param broken whether a success came before the {@code failures}
     */
    public record Streak(boolean broken, long failures) {
        /** It goes on as it was. */
        public static final Streak SAME = new Streak(false, 0);

        long after(long before) {
            return broken ? failures : before + failures;
        }

        private Streak then(Streak next) {
            return next.broken ? next : new Streak(broken, failures + next.failures);
        }
    }

    /**
     * Returns the outcomes as the settings want them kept. The order within a batch is not known: what is well is taken to
     * have come first, so that a batch never hides the failures at its end.
     */
    static Outcomes of(Counts counts, CircuitSettings settings, Instant now) {
        if (counts.calls() == 0) {
            return NONE;
        }
        Streak streak = settings.trips().consecutiveFailures() == 0
                ? Streak.SAME
                : new Streak(counts.calls() > counts.allFailures(), counts.allFailures());
        Counts kept = new Counts(counts.successes(), counts.failures(), counts.slow(), counts.slowFailures(), 0);
        return switch (settings.window()) {
            case SlidingWindow.OfTime time -> new Outcomes(Map.of(time.bucketAt(now), kept), List.of(), streak);
            case SlidingWindow.OfCalls _ -> new Outcomes(Map.of(), runs(kept), streak);
        };
    }

    /** Returns these and then the others. */
    Outcomes then(Outcomes later) {
        Map<Instant, Counts> sums = new TreeMap<>(buckets);
        later.buckets.forEach((start, counts) -> sums.merge(start, counts, Counts::plus));
        return new Outcomes(sums, joined(runs, later.runs), streak.then(later.streak));
    }

    /** Returns all of it in one sum. */
    Counts total() {
        Counts inRuns =
                runs.stream().map(run -> Counts.of(run.kind(), run.calls())).reduce(Counts.NONE, Counts::plus);
        return buckets.values().stream().reduce(inRuns, Counts::plus);
    }

    private static List<Run> runs(Counts counts) {
        return List.of(Kind.SUCCESS, Kind.SLOW, Kind.FAILURE, Kind.SLOW_FAILURE).stream()
                .filter(kind -> counts.of(kind) > 0)
                .map(kind -> new Run(kind, counts.of(kind)))
                .toList();
    }

    private static List<Run> joined(List<Run> first, List<Run> then) {
        if (first.isEmpty()
                || then.isEmpty()
                || first.getLast().kind() != then.getFirst().kind()) {
            return Stream.concat(first.stream(), then.stream()).toList();
        }
        Run met = new Run(
                first.getLast().kind(),
                first.getLast().calls() + then.getFirst().calls());
        return Stream.of(
                        first.subList(0, first.size() - 1).stream(),
                        Stream.of(met),
                        then.subList(1, then.size()).stream())
                .flatMap(run -> run)
                .toList();
    }
}
