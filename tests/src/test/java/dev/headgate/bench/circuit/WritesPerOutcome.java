package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Writes for each healthy outcome against calls per second, the last ones that waited included. */
final class WritesPerOutcome {
    private static final int ASKED_FROM = 100;
    private static final double ASKED = 0.05;

    private final Stand stand;
    private final Duration time;

    WritesPerOutcome(Stand stand, Duration time) {
        this.stand = stand;
        this.time = time;
    }

    List<BenchRow> rows() {
        List<BenchRow> rows = new ArrayList<>();
        for (int rate : new int[] {1, 10, 100, 1_000}) {
            for (int environments : new int[] {1, 10}) {
                rows.add(row(rate, environments));
            }
        }
        return rows;
    }

    private BenchRow row(int rate, int environments) {
        Meter.Reading used = stand.used(() -> run(rate, environments));
        double writes = used.writes() / (double) (rate * time.toSeconds());
        String id = "writes-per-healthy-outcome-%d-a-second-%d-environments".formatted(rate, environments);
        return rate >= ASKED_FROM
                ? BenchRow.atMost(id, writes, ASKED, "writes")
                : BenchRow.printed(id, writes, "writes");
    }

    private void run(int rate, int environments) {
        String circuit = stand.declare(Stand.BY_RATE);
        Traffic traffic = new Traffic(
                Stream.generate(() -> new Headgate(stand.environment(), circuit))
                        .limit(environments)
                        .toList(),
                rate);
        traffic.run(time, true);
        traffic.finish();
    }
}
