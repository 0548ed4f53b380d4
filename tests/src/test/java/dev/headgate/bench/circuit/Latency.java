package dev.headgate.bench.circuit;

import dev.headgate.bench.BenchRow;
import dev.headgate.circuit.CircuitBreaker;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long a check takes on this machine, warm, one caller. */
final class Latency {
    private static final int WARM_UP = 500;

    private final Stand stand;
    private final int checks;

    Latency(Stand stand, int checks) {
        this.stand = stand;
        this.checks = checks;
    }

    List<BenchRow> rows() {
        String closed = stand.declare(Stand.BY_RATE);
        CircuitBreaker breaker = stand.environment();
        return Stream.of(
                        rows("check-closed-seen-within-a-second", checks, _ -> breaker.check(closed, Stand.T0)),
                        rows(
                                "check-closed",
                                checks / 10,
                                number -> breaker.check(closed, Stand.T0.plus(Stand.CACHE.multipliedBy(number + 1L)))))
                .flatMap(rows -> rows)
                .toList();
    }

    private static Stream<BenchRow> rows(String path, int calls, IntConsumer call) {
        IntStream.range(0, WARM_UP).forEach(call);
        long[] nanos = IntStream.range(WARM_UP, WARM_UP + calls)
                .mapToLong(number -> nanos(number, call))
                .toArray();
        Arrays.sort(nanos);
        return Stream.of(
                BenchRow.printed("p50-" + path, micros(nanos, 0.5), "µs"),
                BenchRow.printed("p99-" + path, micros(nanos, 0.99), "µs"));
    }

    private static long nanos(int number, IntConsumer call) {
        long start = System.nanoTime();
        call.accept(number);
        return System.nanoTime() - start;
    }

    private static double micros(long[] sorted, double share) {
        return sorted[(int) (share * (sorted.length - 1))] / 1_000.0;
    }
}
