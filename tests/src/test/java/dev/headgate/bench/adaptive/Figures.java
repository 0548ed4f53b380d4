package dev.headgate.bench.adaptive;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/**
 * What a contender came to in a scenario, over all seeds. Shares are in percent.
 *
 * @param deviation the standard deviation of the seeds' utilisation, in points: what a single run is worth
 */
record Figures(
        double utilisation,
        double lowest,
        double highest,
        double deviation,
        double refused,
        double settling,
        double overshoot) {

    /** The constants were chosen on lower seeds. */
    private static final long FIRST_SEED = 9_000;

    static Figures of(Scenario scenario, Contender contender, int seeds) {
        List<Run> runs = LongStream.range(FIRST_SEED, FIRST_SEED + seeds)
                .parallel()
                .mapToObj(seed -> Simulation.run(scenario, contender, seed))
                .toList();
        return new Figures(
                mean(runs, run -> 100 * run.utilisation()),
                runs.stream().mapToDouble(run -> 100 * run.utilisation()).min().orElse(0),
                runs.stream().mapToDouble(run -> 100 * run.utilisation()).max().orElse(0),
                deviation(runs, run -> 100 * run.utilisation()),
                mean(runs, run -> 100 * run.refused()),
                mean(runs, Run::settling),
                mean(runs, run -> 100 * run.overshoot()));
    }

    private static double deviation(List<Run> runs, ToDoubleFunction<Run> figure) {
        double mean = mean(runs, figure);
        double squares = runs.stream()
                .mapToDouble(figure)
                .map(one -> (one - mean) * (one - mean))
                .sum();
        return Math.sqrt(squares / Math.max(1, runs.size() - 1));
    }

    private static double mean(List<Run> runs, ToDoubleFunction<Run> figure) {
        return runs.stream().mapToDouble(figure).average().orElse(0);
    }
}
