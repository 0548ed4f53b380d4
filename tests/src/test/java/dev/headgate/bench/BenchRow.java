package dev.headgate.bench;

import org.jspecify.annotations.Nullable;

/**
 * One figure of a benchmark, as it stands in {@code bench.json}.
 *
 * @param id what was measured; stays the same from run to run
 * @param ours Headgate's figure, in {@code unit}
 * @param peer the other side's figure in the same run, in {@code unit}, if there is one
 * @param ratio how many times better Headgate is, if there is a peer
 * @param unit of both figures
 * @param reach what was asked, for people; {@code printed} where only a figure was asked
 * @param met whether that was reached; true where only a figure was asked
 */
public record BenchRow(
        String id,
        double ours,
        @Nullable Double peer,
        @Nullable Double ratio,
        String unit,
        String reach,
        boolean met) {
    private static final String PRINTED = "printed";

    /** Returns a figure that nothing is asked of. */
    public static BenchRow printed(String id, double ours, String unit) {
        return new BenchRow(id, ours, null, null, unit, PRINTED, true);
    }

    /** Returns a figure beside a peer's, where nothing is asked; {@code ratio} says how many times better ours is. */
    public static BenchRow beside(String id, double ours, double peer, double ratio, String unit) {
        return new BenchRow(id, ours, peer, ratio, unit, PRINTED, true);
    }

    /** Returns a figure that may be at most {@code bound}. */
    public static BenchRow atMost(String id, double ours, double bound, String unit) {
        return new BenchRow(id, ours, null, null, unit, "<= " + Figures.plain(bound), ours <= bound);
    }

    /** Returns a figure that must be at least {@code bound}. */
    public static BenchRow atLeast(String id, double ours, double bound, String unit) {
        return new BenchRow(id, ours, null, null, unit, ">= " + Figures.plain(bound), ours >= bound);
    }

    /** Returns a figure that must lie from {@code least} to {@code most}. */
    public static BenchRow between(String id, double ours, double least, double most, String unit) {
        String reach = "%s to %s".formatted(Figures.plain(least), Figures.plain(most));
        return new BenchRow(id, ours, null, null, unit, reach, ours >= least && ours <= most);
    }

    /** Returns a figure that must be at least {@code times} the peer's, where more is better. */
    public static BenchRow timesPeer(String id, double ours, double peer, double times, String unit) {
        double ratio = ours / peer;
        return new BenchRow(id, ours, peer, ratio, unit, ">= " + Figures.plain(times) + "x", ratio >= times);
    }
}
