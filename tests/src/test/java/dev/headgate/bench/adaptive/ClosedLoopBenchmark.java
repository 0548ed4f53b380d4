package dev.headgate.bench.adaptive;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Benchmark;
import dev.headgate.local.demo.Demo;
import dev.headgate.local.demo.DemoOptions;
import dev.headgate.local.demo.Following;
import dev.headgate.local.gateway.HiddenRate;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The closed loop with real processes beside the simulation of it: the workflow, its functions, the tables and a gateway that
 * keeps a limit that it does not tell, on this machine; and the same limit, start, burst and length in simulated time. What
 * the simulation says of the rule is worth what this says of the simulation.
 *
 * <p>A run is one of many. So each scenario is repeated within one run, and what the simulated ones scatter by is told: of
 * a single step of two minutes every fifth lies more than 5 points from their mean, of what {@code --quick} runs every
 * thirtieth or fiftieth.
 */
public final class ClosedLoopBenchmark implements Benchmark {
    private static final int RATE = 40;
    private static final int START = RATE / 2;
    private static final int BURST_SECONDS = 2;
    private static final double POINTS = 5;
    private static final int SEEDS = 100;

    /** In seconds: as long again as the low one, a high rate is found again before the next change, or runs depend on each other. */
    private static final int HIGH = 80;

    private static final int LOW = 40;

    /** In seconds: how often another tenant comes, and for how long. In half of it the rate is never found again. */
    private static final int PERIOD = 80;

    private static final int TAKEN = 20;

    /** Environments of the demo that report. */
    private static final int GRANTERS = 2;

    /** What the demo takes for such a rate. */
    private static final int IN_FLIGHT = 5 * RATE / 2;

    /** The template's own. */
    private static final int ALARM_PERIOD_SECONDS = 60;

    /** The stand-in answers in 0.15 s, not in 0.4. */
    private static final double LATENCY = 0.375;

    /** The template's floor and ceiling. */
    private static final Contender OURS = new Contender(
            "ours",
            "template",
            (scenario, random) -> new Deployed(scenario, AdaptiveSettings.of(0.1, 1_000), IN_FLIGHT, random));

    @Override
    public List<BenchRow> run(boolean quick, PrintStream progress) throws Exception {
        int steps = quick ? 2 : 6;
        int visits = quick ? 3 : 6;
        List<BenchRow> rows = new ArrayList<>();
        rows.addAll(compare("step", step(steps), steps * (HIGH + LOW) + HIGH, progress));
        rows.addAll(compare("other tenant", tenant(visits), visits * PERIOD, progress));
        return rows;
    }

    /** The whole, then two fifths, again and again, and the whole at last. */
    private static HiddenRate step(int times) {
        return lowered(times, RATE * 2 / 5, HIGH, HIGH + LOW, LOW);
    }

    /** Another tenant takes half of it for a quarter of the time. */
    private static HiddenRate tenant(int times) {
        return lowered(times, RATE / 2, PERIOD / 2, PERIOD, TAKEN);
    }

    private static HiddenRate lowered(int times, int rate, int first, int every, int seconds) {
        StringBuilder text = new StringBuilder().append(RATE);
        for (int i = 0; i < times; i++) {
            int from = first + i * every;
            text.append(",%d@%d,%d@%d".formatted(rate, from, RATE, from + seconds));
        }
        return HiddenRate.parse(text.toString());
    }

    private static List<BenchRow> compare(String name, HiddenRate hidden, int seconds, PrintStream progress)
            throws IOException, InterruptedException {
        Demo demo = Demo.on(progress, options(name, hidden, seconds), false);
        dev.headgate.local.demo.Run run = demo.run();
        Following real = run.summary().following();
        if (!run.good() || real == null) {
            throw new IllegalStateException("the local run of " + name + " must end well, got: " + run.summary());
        }
        Figures simulated = Figures.of(scenario(name, hidden, real.measuredSeconds()), OURS, SEEDS);
        return rows(name, real, simulated);
    }

    private static DemoOptions options(String name, HiddenRate hidden, int seconds) {
        Path home = Path.of(System.getProperty("headgate.home", "")).toAbsolutePath();
        return new DemoOptions(
                home,
                home.resolve("events/reviews.jsonl"),
                (int) hidden.callsUntil(seconds * 1_000_000_000L),
                DemoOptions.Workflow.DIRECT,
                START,
                BURST_SECONDS * START,
                null,
                null,
                hidden,
                ALARM_PERIOD_SECONDS,
                false,
                home.resolve("target/bench/closed-loop-" + name.replace(' ', '-')));
    }

    private static Scenario scenario(String name, HiddenRate hidden, double seconds) {
        double[] capacity = hidden.steps().stream()
                .flatMap(step -> List.of((double) step.from().toSeconds(), (double) step.ratePerSecond()).stream())
                .mapToDouble(Double::doubleValue)
                .toArray();
        return Scenario.of(name, _ -> new Scenario.World(Profile.of(capacity), Profile.of(0, LATENCY)))
                .lasting(seconds, RATE)
                .start(START)
                .burst(BURST_SECONDS)
                .racing(GRANTERS, 0)
                .build();
    }

    private static List<BenchRow> rows(String name, Following real, Figures simulated) {
        double used = 100 * real.utilisation();
        double expected = simulated.utilisation();
        double refused = 100 * real.refusedShare();
        return List.of(
                new BenchRow(
                        "closed loop, " + name + ": utilisation, and simulated",
                        used,
                        expected,
                        used / expected,
                        "% of capacity",
                        "within 5 points",
                        Math.abs(used - expected) <= POINTS),
                BenchRow.printed(
                        "closed loop, " + name + ": simulated, standard deviation", simulated.deviation(), "points"),
                BenchRow.printed("closed loop, " + name + ": simulated, lowest", simulated.lowest(), "% of capacity"),
                BenchRow.printed("closed loop, " + name + ": simulated, highest", simulated.highest(), "% of capacity"),
                BenchRow.beside(
                        "closed loop, " + name + ": refused, and simulated",
                        refused,
                        simulated.refused(),
                        simulated.refused() / Math.max(0.01, refused),
                        "% of calls"),
                BenchRow.printed("closed loop, " + name + ": length", real.measuredSeconds(), "s"));
    }
}
