package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Benchmark;
import dev.headgate.permit.Claim;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.DurablePermits;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Policy;
import dev.headgate.permit.Priority;
import dev.headgate.permit.RateLimit;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** All of it: contention, saturation, batches, each path's time and units, and what a million permits cost. */
public final class PermitBenchmark implements Benchmark {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Path directory;

    /** @param directory where a peer is installed that is not Java's */
    public PermitBenchmark(Path directory) {
        this.directory = directory;
    }

    @Override
    public List<BenchRow> run(boolean quick, PrintStream progress) throws Exception {
        Duration time = Duration.ofSeconds(quick ? 3 : 10);
        List<BenchRow> rows = new ArrayList<>();
        try (Stand stand = new Stand()) {
            progress.println("One hot key, ours and compare-and-swap in turns ...");
            rows.addAll(new Contention(stand, time.dividedBy(2), quick ? 5 : 9, progress).rows());
            progress.println("Saturated limits ...");
            rows.addAll(new Saturation(stand, time).rows());
            progress.println("Batches and remembered refusals ...");
            rows.addAll(new Throughput(stand, time).rows());
            progress.println("Each path ...");
            rows.addAll(new Paths(stand, quick ? 300 : 3_000, paths(stand)).rows());
            progress.println("Leases ...");
            rows.addAll(new Leases(stand, quick ? 150 : 1_000).rows());
            progress.println("A line of 10 minutes ...");
            Lines lines = new Lines(stand);
            rows.addAll(new Costs(rows).rows(lines.permit(), lines.semaphore()));
        }
        if (!quick) {
            progress.println("Beside zae-limiter ...");
            rows.addAll(new ZaeLimiter(directory, time.dividedBy(3), progress).rows());
        }
        return rows;
    }

    private static List<Paths.Path> paths(Stand stand) {
        stand.declare(rate("path", 100, 200));
        stand.declare(new RateLimit("shut", 1, Duration.ofDays(1), 1, Duration.ZERO, Policy.SHARED));
        List<String> three = List.of("path-requests", "path-tokens", "path-tenant");
        three.forEach(name -> stand.declare(rate(name, 1_000, 3_000)));
        PermitGranter warm = stand.environment();
        PermitGranter forgetful = stand.environment(Duration.ZERO);
        Stand.ask(warm, "shut", 1, Duration.ZERO);
        stand.declare(new ConcurrencyLimit("path-slots", 100, Duration.ofHours(1), Policy.SHARED));
        DurablePermits durable = stand.durable();
        PermitEnds ends = stand.ends();
        PermitRequest all = new PermitRequest(
                three.stream().map(name -> new Claim(name, null, 1)).toList(),
                Duration.ofDays(1),
                false,
                Priority.NORMAL,
                null,
                null);
        return Stream.of(
                        new Paths.Path("granted", _ -> Stand.ask(warm, "path", 1, Duration.ofDays(1)), 1),
                        new Paths.Path("refused", _ -> Stand.ask(forgetful, "shut", 1, Duration.ZERO), 1),
                        new Paths.Path("remembered", _ -> Stand.ask(warm, "shut", 1, Duration.ZERO), 0.01),
                        new Paths.Path("3-limits", _ -> warm.acquire(all, Instant.now()), -1),
                        new Paths.Path("durable", i -> Stand.askDurably(durable, "path", "durable-" + i), -1),
                        new Paths.Path("lease-and-release", i -> lease(durable, ends, i), -1))
                .toList();
    }

    private static void lease(DurablePermits permits, PermitEnds ends, int i) {
        ends.release(Leases.id(Stand.askDurably(permits, "path-slots", "lease-" + i)), Instant.now());
    }

    private static RateLimit rate(String name, long permits, long burst) {
        return new RateLimit(name, permits, SECOND, burst, Duration.ofMillis(1500), Policy.SHARED);
    }
}
