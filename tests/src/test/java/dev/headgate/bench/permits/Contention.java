package dev.headgate.bench.permits;

import dev.headgate.bench.BenchRow;
import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import io.github.bucket4j.distributed.BucketProxy;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * One hot key: requests and grants a second, ours, compare-and-swap and the least write there is in rounds by turns, who begins
 * changing from round to round. Each of our callers is an environment of its own, as many asks at once find on Lambda, and a
 * warm one: it has read the limit's settings before, and reads them again every 5 seconds of its side's time.
 * The limit is saturated, as a hot key's is, so that its line grows.
 */
final class Contention {
    private static final Duration NO_END = Duration.ofDays(1);
    private static final int MOST_CALLERS = 64;
    private static final int WARM_UP_ROUNDS = 3;
    private static final NavigableMap<Integer, Double> TIMES =
            new TreeMap<>(Map.of(1, 1.8, 8, 3.0, MOST_CALLERS, 10.0));

    private final Stand stand;
    private final Duration time;
    private final int rounds;
    private final PrintStream progress;
    private final CasLimiter peer;
    private final BareWrite bare;

    /**
     * @param time of a round, for each side
     * @param rounds an odd number, whose median counts
     */
    Contention(Stand stand, Duration time, int rounds, PrintStream progress) {
        this.stand = stand;
        this.time = time;
        this.rounds = rounds;
        this.progress = progress;
        this.peer = new CasLimiter(stand.dynamoDb(), stand.newTable());
        this.bare = new BareWrite(stand.dynamoDb(), stand.newTable());
        stand.declare(new RateLimit("hot", 100, Duration.ofSeconds(1), 200, Duration.ofMillis(1500), Policy.SHARED));
    }

    List<BenchRow> rows() throws InterruptedException, ExecutionException {
        warmUp();
        List<BenchRow> rows = new ArrayList<>();
        for (Map.Entry<Integer, Double> reach : TIMES.entrySet()) {
            rows.addAll(rows(reach.getKey(), reach.getValue()));
        }
        return rows;
    }

    /** The store is a Java process too: the first figures are taken when it and both sides are compiled. */
    private void warmUp() throws InterruptedException, ExecutionException {
        for (int callers : new int[] {8, MOST_CALLERS}) {
            ours(callers).warmUp(time.multipliedBy(WARM_UP_ROUNDS));
            theirs(callers).warmUp(time.multipliedBy(WARM_UP_ROUNDS));
        }
    }

    private List<BenchRow> rows(int callers, double times) throws InterruptedException, ExecutionException {
        Side ours = ours(callers);
        Side theirs = theirs(callers);
        Side least = new Side(stand.meter(), callers, _ -> bare.caller());
        measure(List.of(ours, theirs, least));
        progress.printf(
                "  %d callers: ours %s, theirs %s grants/s, bare writes %s a second, in %d rounds%n",
                callers, ours, theirs, least, rounds);
        List<BenchRow> rows = new ArrayList<>();
        rows.add(BenchRow.timesPeer("grants-vs-cas-" + callers, ours.median(), theirs.median(), times, "grants/s"));
        rows.add(BenchRow.printed(
                "grants-vs-cas-" + callers + "-worst-round", worstRound(ours, theirs), "times the peer's grants"));
        rows.add(BenchRow.beside(
                "bare-write-vs-cas-" + callers,
                least.median(),
                theirs.median(),
                least.median() / theirs.median(),
                "writes, and grants, a second"));
        if (callers == MOST_CALLERS) {
            rows.add(requestsPerGrant(ours, theirs));
            rows.add(requestsPerSecond(ours, theirs));
        }
        return rows;
    }

    private void measure(List<Side> sides) throws InterruptedException, ExecutionException {
        for (Side side : sides) {
            side.warmUp(time);
        }
        for (int round = 0; round < rounds; round++) {
            for (int turn = 0; turn < sides.size(); turn++) {
                sides.get((round + turn) % sides.size()).measure(time);
            }
        }
    }

    private double worstRound(Side ours, Side theirs) {
        return IntStream.range(0, rounds)
                .mapToDouble(round -> ours.rates().get(round) / theirs.rates().get(round))
                .min()
                .orElseThrow();
    }

    private static BenchRow requestsPerGrant(Side ours, Side theirs) {
        double mine = ours.requestsPerGrant();
        double peer = theirs.requestsPerGrant();
        return new BenchRow(
                "requests-per-grant-64", mine, peer, peer / mine, "DynamoDB requests", "<= 1.05", mine <= 1.05);
    }

    /** How many requests the store answers: what bounds both sides, and is unlike for writes that win and that lose. */
    private static BenchRow requestsPerSecond(Side ours, Side theirs) {
        double mine = ours.requestsPerSecond();
        double peer = theirs.requestsPerSecond();
        return BenchRow.beside("store-requests-64", mine, peer, mine / peer, "DynamoDB requests/s");
    }

    private Side ours(int callers) {
        return new Side(stand.meter(), callers, this::ourCaller);
    }

    private Side theirs(int callers) {
        return new Side(stand.meter(), callers, this::theirCaller);
    }

    private LongSupplier ourCaller(InstantSource clock) {
        PermitGranter granter = stand.environment();
        return () -> Stand.ask(granter, "hot", 1, NO_END, clock.instant()) instanceof Decision.Granted ? 1 : 0;
    }

    /** It caches nothing, and goes by Bucket4j's own clock. */
    private LongSupplier theirCaller(InstantSource unused) {
        BucketProxy bucket = peer.bucket("hot");
        return () -> bucket.tryConsume(1) ? 1 : 0;
    }
}
