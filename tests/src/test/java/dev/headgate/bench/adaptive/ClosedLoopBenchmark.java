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
 */
public final class ClosedLoopBenchmark implements Benchmark {
    private static final int RATE = 40;
    private static final int START = RATE / 2;
    private static final int BURST_SECONDS = 2;
    private static final double POINTS = 5;
    private static final int SEEDS = 20;

    /** Environments of the demo that report. */
    private static final int GRANTERS = 2;

    /** What the demo takes for such a rate. */
    private static final int IN_FLIGHT = 5 * RATE / 2;

    /** The template's own: the simulation has no slow loop, and a shorter one would take what is in flight away from the rate. */
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
        int unit = quick ? 40 : 80;
        List<BenchRow> rows = new ArrayList<>();
        rows.addAll(compare("step", step(unit), 3 * unit, progress));
        rows.addAll(compare("other tenant", tenant(unit), 3 * unit, progress));
        return rows;
    }

    /** The whole, then two fifths, then the whole again. */
    private static HiddenRate step(int unit) {
        return HiddenRate.parse("%d,%d@%d,%d@%d".formatted(RATE, RATE * 2 / 5, unit, RATE, 2 * unit));
    }

    /** Another tenant takes half of it for a quarter of each unit. */
    private static HiddenRate tenant(int unit) {
        StringBuilder text = new StringBuilder().append(RATE);
        for (int from = unit / 2; from < 3 * unit; from += unit) {
            text.append(",%d@%d,%d@%d".formatted(RATE / 2, from, RATE, from + unit / 4));
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
                BenchRow.beside(
                        "closed loop, " + name + ": refused, and simulated",
                        refused,
                        simulated.refused(),
                        simulated.refused() / Math.max(0.01, refused),
                        "% of calls"),
                BenchRow.printed("closed loop, " + name + ": length", real.measuredSeconds(), "s"));
    }
}
