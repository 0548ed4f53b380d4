package dev.headgate.bench.adaptive;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Benchmark;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The adaptive rate beside its peers, in all scenarios.
 *
 * <p><b>At equal refusals</b>: of each family, what a mixture of two of its settings uses in that scenario that has exactly
 * as many of its calls refused as ours has; or one setting that has fewer refused, where that uses more. Ours has one setting
 * for all scenarios; the peers are chosen for each, with hindsight. A scenario counts as won where ours uses more than every
 * family so chosen, in each of its variants. Rates that are told of everything at once are shown, for what a fleet's reports
 * cost, and do not count: nothing in a fleet is.
 */
public final class AdaptiveBenchmark implements Benchmark {
    static final Contender OURS = new Contender(
            "ours",
            "default",
            (scenario, random) -> new Fleet(
                    scenario, AdaptiveSettings.of(scenario.nominal() / 1_000, 10 * scenario.nominal()), random));

    private static final int ASKED = 8;
    private static final double NEARLY = 0.3;

    @Override
    public List<BenchRow> run(boolean quick, PrintStream progress) {
        int seeds = quick ? 20 : 40;
        List<BenchRow> rows = new ArrayList<>();
        Map<String, Boolean> won = new LinkedHashMap<>();
        for (Scenario scenario : Scenarios.all()) {
            progress.println("simulating: " + scenario.name());
            Figures ours = Figures.of(scenario, OURS, seeds);
            rows.addAll(own(scenario, ours));
            boolean best = true;
            for (Peers.Family family : Peers.all()) {
                Figures published = Figures.of(scenario, family.published(), seeds);
                Optional<Figures> equal = atEqualRefusals(scenario, family, ours, seeds, quick ? 4 : 8);
                rows.addAll(beside(scenario, family, ours, published, equal));
                best &= !family.comparable()
                        || equal.map(peer -> ours.utilisation() > peer.utilisation())
                                .orElse(true);
            }
            won.merge(scenario.group(), best, Boolean::logicalAnd);
        }
        won.forEach((group, is) -> rows.add(BenchRow.printed(group + ": won", is ? 1 : 0, "of 1")));
        rows.add(BenchRow.atLeast(
                "scenarios better than every peer at equal refusals",
                won.values().stream().mapToDouble(is -> is ? 1 : 0).sum(),
                ASKED,
                "of " + won.size()));
        return rows;
    }

    /**
     * One seed finds the settings that are worth a few, and those find the ones worth all of them: the best at our share of
     * refusals and a little to either side.
     */
    private static Optional<Figures> atEqualRefusals(
            Scenario scenario, Peers.Family family, Figures ours, int seeds, int few) {
        List<Tried> first = tried(scenario, family.settings().stream().filter(setting -> setting.isOf(scenario)), 1);
        List<Tried> tried = tried(scenario, Mixture.near(first).map(Tried::setting), few);
        List<Figures> worthIt = DoubleStream.of(-NEARLY, 0, NEARLY)
                .boxed()
                .flatMap(off -> Mixture.best(tried, ours.refused() + off))
                .distinct()
                .map(one -> Figures.of(scenario, one.setting(), seeds))
                .toList();
        return Mixture.at(worthIt, ours.refused());
    }

    private static List<Tried> tried(Scenario scenario, Stream<Contender> settings, int seeds) {
        return settings.toList().parallelStream()
                .map(setting -> new Tried(setting, Figures.of(scenario, setting, seeds)))
                .toList();
    }

    private static List<BenchRow> own(Scenario scenario, Figures ours) {
        String name = scenario.name();
        return List.of(
                scenario.asked() > 0
                        ? BenchRow.atLeast(
                                name + ": utilisation", ours.utilisation(), scenario.asked(), "% of capacity")
                        : BenchRow.printed(name + ": utilisation", ours.utilisation(), "% of capacity"),
                BenchRow.printed(name + ": utilisation, lowest seed", ours.lowest(), "% of capacity"),
                BenchRow.printed(name + ": utilisation, highest seed", ours.highest(), "% of capacity"),
                scenario.asked() > 0
                        ? BenchRow.atMost(name + ": refused", ours.refused(), 3, "% of calls")
                        : BenchRow.printed(name + ": refused", ours.refused(), "% of calls"),
                BenchRow.printed(name + ": settling", ours.settling(), "s"),
                BenchRow.printed(name + ": overshoot", ours.overshoot(), "%"));
    }

    private static List<BenchRow> beside(
            Scenario scenario, Peers.Family family, Figures ours, Figures published, Optional<Figures> equal) {
        String name = scenario.name() + " / " + family.name();
        List<BenchRow> rows = new ArrayList<>(List.of(
                utilisation(name + ", as published: utilisation", ours, published),
                BenchRow.printed(name + ", as published: refused", published.refused(), "% of calls"),
                BenchRow.printed(name + ", as published: settling", published.settling(), "s"),
                BenchRow.printed(name + ", as published: overshoot", published.overshoot(), "%")));
        equal.ifPresent(peer -> rows.add(utilisation(name + ", at equal refusals: utilisation", ours, peer)));
        equal.ifPresent(peer ->
                rows.add(BenchRow.printed(name + ", at equal refusals: refused", peer.refused(), "% of calls")));
        return rows;
    }

    private static BenchRow utilisation(String id, Figures ours, Figures peer) {
        double theirs = peer.utilisation();
        return BenchRow.beside(id, ours.utilisation(), theirs, ours.utilisation() / theirs, "% of capacity");
    }
}
