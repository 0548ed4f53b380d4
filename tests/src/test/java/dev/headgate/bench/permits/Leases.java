package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Decision;
import dev.headgate.permit.DurablePermits;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a lease costs, taken and released, with few and with many holders around it: the limits are half full. */
final class Leases {
    private static final int FEW = 10;
    private static final int MANY = 1_000;
    private static final double MOST = 1.2;

    private final Stand stand;
    private final int rounds;

    Leases(Stand stand, int rounds) {
        this.stand = stand;
        this.rounds = rounds;
    }

    List<BenchRow> rows() {
        double few = writeUnits(FEW);
        double many = writeUnits(MANY);
        return List.of(
                new BenchRow(
                        "lease-write-units-1000-vs-10",
                        many / few,
                        null,
                        null,
                        "times the write units",
                        "<= " + MOST,
                        many / few <= MOST),
                BenchRow.printed("lease-write-units-10", few, "write units"),
                BenchRow.printed("lease-write-units-1000", many, "write units"));
    }

    private double writeUnits(int holders) {
        String limit = "holders-" + holders;
        stand.declare(new ConcurrencyLimit(limit, 2 * holders, Duration.ofHours(1), Policy.SHARED));
        DurablePermits permits = stand.durable();
        PermitEnds ends = stand.ends();
        for (int i = 0; i < holders; i++) {
            id(Stand.askDurably(permits, limit, limit + "-held-" + i));
        }
        Meter.Reading before = stand.meter().read();
        for (int i = 0; i < rounds; i++) {
            ends.release(id(Stand.askDurably(permits, limit, limit + "-" + i)), Instant.now());
        }
        return stand.meter().read().since(before).writeUnits() / rounds;
    }

    static PermitId id(Decision decision) {
        if (!(decision instanceof Decision.Granted granted)) {
            throw new IllegalStateException("refused: " + decision);
        }
        return Objects.requireNonNull(granted.durable()).id();
    }
}
