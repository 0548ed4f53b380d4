package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Benchmark;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All of it: each path's requests and units, writes against calls per second, the peers' patterns, ask and check together,
 * and how long a check takes. Circuits keep a clock that jumps, so that a minute of calls is measured in less.
 */
public final class CircuitBenchmark implements Benchmark {

    @Override
    public List<BenchRow> run(boolean quick, PrintStream progress) {
        List<BenchRow> rows = new ArrayList<>();
        try (Stand stand = new Stand()) {
            progress.println("Each path ...");
            rows.addAll(new Paths(stand, quick ? 3 : 20).rows());
            progress.println("Writes per outcome against calls per second ...");
            rows.addAll(new WritesPerOutcome(stand, Duration.ofMinutes(quick ? 1 : 5)).rows());
            progress.println("The peers' patterns ...");
            rows.addAll(new Peers(stand).rows());
            progress.println("Ask and check together ...");
            rows.addAll(new AskWithCheck(stand, quick ? 500 : 5_000).rows());
            progress.println("Latency ...");
            rows.addAll(new Latency(stand, quick ? 10_000 : 100_000).rows());
        }
        return rows;
    }
}
