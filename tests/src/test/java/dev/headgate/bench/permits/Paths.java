package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;

/** What one decision takes on each path, warm, one caller: time, DynamoDB's share of it, and units. */
final class Paths {
    private static final int WARM_UP = 100;

    private final Stand stand;
    private final int decisions;
    private final List<Path> paths;

    /**
     * One way through the granter.
     *
     * @param decide makes the i-th decision
     * @param mostWriteUnits what one may cost; negative if nothing is asked
     */
    record Path(String name, IntConsumer decide, double mostWriteUnits) {}

    Paths(Stand stand, int decisions, List<Path> paths) {
        this.stand = stand;
        this.decisions = decisions;
        this.paths = paths;
    }

    List<BenchRow> rows() {
        List<BenchRow> rows = new ArrayList<>();
        paths.forEach(path -> rows.addAll(rows(path)));
        return rows;
    }

    private List<BenchRow> rows(Path path) {
        int next = 0;
        while (next < WARM_UP) {
            path.decide().accept(next++);
        }
        Meter.Reading before = stand.meter().read();
        long[] nanos = new long[decisions];
        long[] wire = new long[decisions];
        for (int i = 0; i < decisions; i++) {
            long wireBefore = stand.meter().read().wireNanos();
            long from = System.nanoTime();
            path.decide().accept(next++);
            nanos[i] = System.nanoTime() - from;
            wire[i] = stand.meter().read().wireNanos() - wireBefore;
        }
        return rows(path, nanos, wire, stand.meter().read().since(before));
    }

    private List<BenchRow> rows(Path path, long[] nanos, long[] wire, Meter.Reading used) {
        Arrays.sort(nanos);
        Arrays.sort(wire);
        double writes = used.writeUnits() / decisions;
        return List.of(
                BenchRow.printed("p50-" + path.name(), millis(nanos, 0.5), "ms"),
                BenchRow.printed("p99-" + path.name(), millis(nanos, 0.99), "ms"),
                BenchRow.printed("p50-" + path.name() + "-dynamodb", millis(wire, 0.5), "ms"),
                BenchRow.printed("p99-" + path.name() + "-dynamodb", millis(wire, 0.99), "ms"),
                path.mostWriteUnits() < 0
                        ? BenchRow.printed("write-units-" + path.name(), writes, "write units")
                        : BenchRow.atMost("write-units-" + path.name(), writes, path.mostWriteUnits(), "write units"),
                BenchRow.printed("read-units-" + path.name(), used.readUnits() / decisions, "read units"));
    }

    private static double millis(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))] / 1e6;
    }
}
