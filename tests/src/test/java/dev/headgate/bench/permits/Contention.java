package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.bench.permits.Callers.Harvest;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import io.github.bucket4j.distributed.BucketProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * One hot key: requests and grants a second, ours and compare-and-swap in turns. Each of our callers is an environment of
 * its own; the limit is saturated, as a hot key's is, so that its line grows.
 */
final class Contention {
    private static final Duration NO_END = Duration.ofDays(1);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final int ROUNDS = 2;
    private static final int MOST_CALLERS = 64;
    private static final NavigableMap<Integer, Double> TIMES =
            new TreeMap<>(Map.of(1, 1.8, 8, 3.0, MOST_CALLERS, 10.0));

    private final Stand stand;
    private final Duration time;
    private final CasLimiter peer;

    Contention(Stand stand, Duration time) {
        this.stand = stand;
        this.time = time;
        this.peer = new CasLimiter(stand.dynamoDb(), stand.newTable());
        stand.declare(new RateLimit("hot", 100, Duration.ofSeconds(1), 200, Duration.ofMillis(1500), Policy.SHARED));
    }

    List<BenchRow> rows() throws InterruptedException, ExecutionException {
        List<BenchRow> rows = new ArrayList<>();
        warmUp();
        // Many first: what is left to compile weighs most where one call counts.
        for (Map.Entry<Integer, Double> reach : TIMES.descendingMap().entrySet()) {
            int callers = reach.getKey();
            Side ours = new Side(0, new Harvest(0, 0));
            Side theirs = ours;
            for (int round = 0; round < ROUNDS; round++) {
                ours = ours.plus(measure(callers, this::ourCaller));
                theirs = theirs.plus(measure(callers, this::theirCaller));
            }
            rows.add(BenchRow.timesPeer(
                    "grants-vs-cas-" + callers,
                    ours.grants().perSecond(),
                    theirs.grants().perSecond(),
                    reach.getValue(),
                    "grants/s"));
            if (callers == MOST_CALLERS) {
                rows.add(requestsPerGrant(ours, theirs));
            }
        }
        return rows;
    }

    /** The store is a Java process too: both sides begin when it is compiled. */
    private void warmUp() throws InterruptedException, ExecutionException {
        Callers.run(8, WARM_UP, this::ourCaller);
        Callers.run(8, WARM_UP, this::theirCaller);
    }

    private static BenchRow requestsPerGrant(Side ours, Side theirs) {
        double mine = ours.requestsPerGrant();
        double peer = theirs.requestsPerGrant();
        return new BenchRow(
                "requests-per-grant-64", mine, peer, peer / mine, "DynamoDB requests", "<= 1.05", mine <= 1.05);
    }

    private record Side(long requests, Harvest grants) {
        Side plus(Side other) {
            return new Side(requests + other.requests, grants.plus(other.grants));
        }

        double requestsPerGrant() {
            return (double) requests / grants.units();
        }
    }

    private Side measure(int callers, Supplier<LongSupplier> caller) throws InterruptedException, ExecutionException {
        Callers.run(callers, time.dividedBy(4), caller);
        Meter.Reading before = stand.meter().read();
        Harvest harvest = Callers.run(callers, time, caller);
        return new Side(stand.meter().read().since(before).requests(), harvest);
    }

    private LongSupplier ourCaller() {
        PermitGranter granter = stand.environment();
        return () -> Stand.ask(granter, "hot", 1, NO_END) instanceof Decision.Granted ? 1 : 0;
    }

    private LongSupplier theirCaller() {
        BucketProxy bucket = peer.bucket("hot");
        return () -> bucket.tryConsume(1) ? 1 : 0;
    }
}
