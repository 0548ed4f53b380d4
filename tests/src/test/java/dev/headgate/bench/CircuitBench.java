package dev.headgate.bench;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.Thresholds;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What a check and a report cost: requests and units as DynamoDB tells them, on the circuit's own clock, so that a minute
 * of calls is measured in less; and how long a check takes on this machine.
 */
final class CircuitBench implements Benchmark {
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration CACHE = Duration.ofSeconds(1);
    private static final String CIRCUIT = "measured";

    private final List<BenchRow> rows = new ArrayList<>();

    @Override
    public List<BenchRow> run(boolean quick, PrintStream progress) {
        try (MeteredDynamoDb dynamoDb = new MeteredDynamoDb()) {
            DynamoDbCircuitStore store = new DynamoDbCircuitStore(dynamoDb.client(), dynamoDb.createTable("name"));
            progress.println("circuit: what each path costs");
            paths(dynamoDb, store);
            progress.println("circuit: writes per outcome against calls per second");
            writesPerOutcome(dynamoDb, store, quick ? 20 : 60);
            progress.println("circuit: the peers' patterns");
            peers(dynamoDb, store, quick ? 200 : 1_000);
            progress.println("circuit: latency");
            latency(store, quick ? 2_000 : 20_000);
        }
        return rows;
    }

    private static CircuitSettings settings() {
        return new CircuitSettings(
                CIRCUIT,
                new SlidingWindow.OfTime(Duration.ofSeconds(10), 10),
                Thresholds.ofFailures(50, 10),
                Opening.constant(Duration.ofSeconds(15)),
                Probing.allOf(3, Duration.ofSeconds(75)),
                Rules.NONE,
                CircuitSettings.DEFAULT_FLUSH_INTERVAL,
                WithoutStore.ALLOW);
    }

    private static CircuitBreaker environment(CircuitStore store, long seed) {
        return new CircuitBreaker(store, CACHE, new SplittableRandom(seed));
    }

    private void paths(MeteredDynamoDb dynamoDb, CircuitStore store) {
        store.put(settings(), T0);
        CircuitBreaker breaker = environment(store, 1);
        dynamoDb.take();
        breaker.check(CIRCUIT, T0);
        cost("check, closed, not seen for a second", dynamoDb.take(), 1);
        breaker.check(CIRCUIT, T0);
        cost("check, closed, seen within a second", dynamoDb.take(), 0);
        report(breaker, 1, null, Outcome.FAILURE, T0);
        cost("report, a failure", dynamoDb.take(), 1);
        breaker.report(new Report(CIRCUIT, 1, null, new Counts(0, 20, 0), null), T0);
        cost("report that opens", dynamoDb.take(), 2);
        report(breaker, 1, null, Outcome.FAILURE, T0);
        cost("report, late, where that is known", dynamoDb.take(), 0);
        breaker.check(CIRCUIT, T0);
        cost("check, open", dynamoDb.take(), 0);
        Instant over = T0.plusSeconds(15);
        Admission.Allowed probe = (Admission.Allowed) breaker.check(CIRCUIT, over);
        cost("check that begins half-open with a probe", dynamoDb.take(), 1);
        report(breaker, probe.generation(), probe.probe(), Outcome.SUCCESS, over);
        cost("report of a probe", dynamoDb.take(), 1);
        store.delete(CIRCUIT);
    }

    private void cost(String path, MeteredDynamoDb.Cost cost, double most) {
        rows.add(BenchRow.atMost("circuit requests: " + path, (double) cost.requests(), most, "requests"));
        rows.add(BenchRow.printed("circuit units: " + path, cost.units(), "units"));
    }

    private static void report(CircuitBreaker breaker, long generation, Long probe, Outcome outcome, Instant now) {
        breaker.report(Report.of(CIRCUIT, generation, probe, outcome), now);
    }

    private void writesPerOutcome(MeteredDynamoDb dynamoDb, CircuitStore store, int seconds) {
        for (int rate : new int[] {1, 10, 100, 1_000}) {
            for (int environments : new int[] {1, 10}) {
                double perCall = healthy(dynamoDb, store, rate, environments, seconds);
                String id =
                        "circuit writes per healthy outcome, %d/s over %d environments".formatted(rate, environments);
                rows.add(
                        rate >= 100
                                ? BenchRow.atMost(id, perCall, 0.05, "writes")
                                : BenchRow.printed(id, perCall, "writes"));
            }
        }
    }

    private static double healthy(
            MeteredDynamoDb dynamoDb, CircuitStore store, int rate, int environments, int seconds) {
        store.put(settings(), T0);
        List<CircuitBreaker> fleet = IntStream.range(0, environments)
                .mapToObj(seed -> environment(store, seed))
                .toList();
        dynamoDb.take();
        int calls = rate * seconds;
        for (int call = 0; call < calls; call++) {
            Instant now = T0.plusNanos(1_000_000_000L * call / rate);
            CircuitBreaker breaker = fleet.get(call % environments);
            breaker.check(CIRCUIT, now);
            report(breaker, 1, null, Outcome.SUCCESS, now);
        }
        store.delete(CIRCUIT);
        return dynamoDb.take().writes() / (double) calls;
    }

    /** Healthy calls at 100 a second; the peers' side is what their source does per call, on a table of the same store. */
    private void peers(MeteredDynamoDb dynamoDb, CircuitStore store, int calls) {
        store.put(settings(), T0);
        CircuitBreaker breaker = environment(store, 1);
        dynamoDb.take();
        for (int call = 0; call < calls; call++) {
            Instant now = T0.plusMillis(10L * call);
            breaker.check(CIRCUIT, now);
            report(breaker, 1, null, Outcome.SUCCESS, now);
        }
        MeteredDynamoDb.Cost ours = dynamoDb.take();
        ReenactedPeers peers = new ReenactedPeers(dynamoDb.client(), dynamoDb.createTable("id"));
        dynamoDb.take();
        IntStream.range(0, calls).forEach(call -> peers.circuitbreakerLambda());
        beside("circuitbreaker-lambda", ours, dynamoDb.take(), calls);
        IntStream.range(0, calls).forEach(call -> peers.powertools());
        beside("Powertools for AWS (Python)", ours, dynamoDb.take(), calls);
    }

    private void beside(String peer, MeteredDynamoDb.Cost ours, MeteredDynamoDb.Cost theirs, int calls) {
        String id = " per healthy call at 100/s, beside " + peer + "'s calls re-enacted";
        rows.add(row("circuit requests" + id, (double) ours.requests() / calls, (double) theirs.requests() / calls));
        rows.add(row("circuit units" + id, ours.units() / calls, theirs.units() / calls));
    }

    private static BenchRow row(String id, double ours, double theirs) {
        return BenchRow.beside(id, ours, theirs, theirs / ours, "a call");
    }

    private void latency(CircuitStore store, int checks) {
        store.put(settings(), T0);
        CircuitBreaker breaker = environment(store, 1);
        long[] cached = nanos(checks, call -> breaker.check(CIRCUIT, T0));
        long[] read = nanos(checks / 10, call -> breaker.check(CIRCUIT, T0.plusSeconds(2L * call)));
        rows.add(BenchRow.printed("circuit check from the cache, p50", micros(cached, 0.5), "µs"));
        rows.add(BenchRow.printed("circuit check from the cache, p99", micros(cached, 0.99), "µs"));
        rows.add(BenchRow.printed("circuit check from DynamoDB Local, p50", micros(read, 0.5), "µs"));
        rows.add(BenchRow.printed("circuit check from DynamoDB Local, p99", micros(read, 0.99), "µs"));
    }

    /** What is done how many times. */
    private interface Call {
        Object make(int number);
    }

    private static long[] nanos(int calls, Call call) {
        IntStream.range(0, calls).forEach(call::make);
        long[] nanos = new long[calls];
        for (int number = 0; number < calls; number++) {
            long start = System.nanoTime();
            call.make(number);
            nanos[number] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos;
    }

    private static double micros(long[] sorted, double quantile) {
        return sorted[(int) (quantile * (sorted.length - 1))] / 1_000.0;
    }
}
