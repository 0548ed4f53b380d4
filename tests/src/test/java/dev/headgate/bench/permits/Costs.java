package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.permits.Lines.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * What a million permits cost in us-east-1, on demand, beside the same million through the semaphore sample, each at the
 * end of a line of 10 minutes. The work itself is in neither.
 *
 * <p>Prices (aws.amazon.com, read in November 2026): Standard workflows $25 a million transitions; DynamoDB on demand
 * $0.625 a million write units and $0.125 a million read units; Lambda on arm64 $0.20 a million requests and $0.0000133334
 * a GB-second. An invocation of the granter is taken as 10 ms of 512 MB.
 */
final class Costs {
    private static final double TRANSITION = 25.0;
    private static final double WRITE_UNIT = 0.625;
    private static final double READ_UNIT = 0.125;
    private static final double INVOCATION = 0.20 + 0.0000133334 * 0.5 * 0.010 * 1e6;
    private static final String WRITES = "write-units-";

    private final List<BenchRow> measured;

    /** @param measured the rows of the paths */
    Costs(List<BenchRow> measured) {
        this.measured = List.copyOf(measured);
    }

    List<BenchRow> rows(Way permit, Way semaphore) {
        double sample = semaphore.transitions() * TRANSITION
                + semaphore.writes() * WRITE_UNIT
                + semaphore.reads() * READ_UNIT / 2;
        List<BenchRow> rows = new ArrayList<>();
        rows.add(beside("transitions-per-permit", permit.transitions(), semaphore.transitions(), "billed transitions"));
        rows.add(beside("waited-for-a-line-of-10-minutes", seconds(permit), seconds(semaphore), "s"));
        for (BenchRow row : measured) {
            if (row.id().startsWith(WRITES)) {
                String path = row.id().substring(WRITES.length());
                double cost = permit.transitions() * TRANSITION
                        + row.ours() * WRITE_UNIT
                        + measured("read-units-" + path) * READ_UNIT
                        + INVOCATION;
                rows.add(beside("cost-per-million-" + path, cost, sample, "USD"));
            }
        }
        return rows;
    }

    private static BenchRow beside(String id, double ours, double peer, String unit) {
        return BenchRow.beside(id, ours, peer, peer / ours, unit);
    }

    private double measured(String id) {
        return measured.stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow()
                .ours();
    }

    private static double seconds(Way way) {
        return way.waited().toMillis() / 1000.0;
    }
}
