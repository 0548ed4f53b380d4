package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.Meter;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;

/** What batches make of one limit, and what a refusal that an environment remembers costs. */
final class Throughput {
    private static final int CALLERS = 8;
    private static final int LEAST = 20_000;
    private static final int REPEATS = 10_000;

    private final Stand stand;
    private final Duration time;

    Throughput(Stand stand, Duration time) {
        this.stand = stand;
        this.time = time;
    }

    List<BenchRow> rows() throws InterruptedException, ExecutionException {
        return List.of(permitsPerSecond(), rememberedRefusal());
    }

    private BenchRow permitsPerSecond() throws InterruptedException, ExecutionException {
        stand.declare(new RateLimit(
                "batches", 10_000, Duration.ofSeconds(1), 30_000, Duration.ofMillis(1500), Policy.SHARED));
        Callers.run(CALLERS, time.dividedBy(4), this::batches);
        double perSecond = Callers.run(CALLERS, time, this::batches).perSecond();
        return BenchRow.atLeast("permits-per-second", perSecond, LEAST, "permits/s in batches of 10 to 100");
    }

    private LongSupplier batches() {
        PermitGranter granter = stand.environment();
        SplittableRandom random = new SplittableRandom();
        return () -> {
            int permits = random.nextInt(10, 101);
            return Stand.ask(granter, "batches", permits, Duration.ofDays(1)) instanceof Decision.Granted ? permits : 0;
        };
    }

    private BenchRow rememberedRefusal() {
        stand.declare(new RateLimit("full", 1, Duration.ofHours(1), 1, Duration.ZERO, Policy.SHARED));
        PermitGranter granter = stand.environment();
        Stand.ask(granter, "full", 1, Duration.ZERO);
        Stand.ask(granter, "full", 1, Duration.ZERO);
        Meter.Reading before = stand.meter().read();
        int refused = 0;
        long until = System.nanoTime() + Stand.KEEP.toNanos() / 2;
        for (int i = 0; i < REPEATS && System.nanoTime() - until < 0; i++) {
            refused += Stand.ask(granter, "full", 1, Duration.ZERO) instanceof Decision.Denied ? 1 : 0;
        }
        double requests = (double) stand.meter().read().since(before).requests() / refused;
        return BenchRow.atMost("requests-per-remembered-refusal", requests, 0, "DynamoDB requests");
    }
}
