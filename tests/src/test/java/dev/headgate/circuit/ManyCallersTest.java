package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** 50 callers at once, each an environment of its own, on one circuit in DynamoDB. */
@ExtendWith(DynamoDbLocal.Shared.class)
class ManyCallersTest {
    private static final int CALLERS = 50;
    private static final int PROBES = 3;
    private static final Instant T0 = Instant.parse("2026-11-22T19:00:00Z");

    private static final AtomicLong SEEDS = new AtomicLong();

    private final String name = "circuit-" + UUID.randomUUID();
    private final CircuitStore store;

    ManyCallersTest(DynamoDbLocal dynamoDb) {
        store = new DynamoDbCircuitStore(dynamoDb.client(), dynamoDb.createTable("name"));
    }

    @BeforeEach
    void declare() {
        store.put(settings(1_000), T0);
    }

    private CircuitSettings settings(int minimumCalls) {
        return new CircuitSettings(
                name,
                50,
                Duration.ofSeconds(60),
                10,
                minimumCalls,
                Duration.ofSeconds(30),
                PROBES,
                Duration.ofSeconds(5));
    }

    @Test
    void overlappingFailures_allCount() throws Exception {
        atOnce(caller -> report(1, null, Outcome.FAILURE, T0));
        assertThat(counted(store)).isEqualTo(Map.of(T0, new Counts(0, CALLERS, 0)));
    }

    @Test
    void overlappingFailures_wouldGetLost_whenReadBeforeWritten() throws Exception {
        RacyCircuitStore racy = new RacyCircuitStore(CALLERS);
        racy.put(settings(1_000), T0);
        atOnce(caller -> environment(racy).report(Report.of(name, 1, null, Outcome.FAILURE), T0));
        assertThat(counted(racy)).isEqualTo(Map.of(T0, new Counts(0, 1, 0)));
    }

    private Map<Instant, Counts> counted(CircuitStore from) {
        return ((State.Closed) from.read(name).state()).window().buckets();
    }

    @Test
    void oneReport_sentByAllAtOnce_countsOnce() throws Exception {
        Report failure = Report.of(name, 1, null, Outcome.FAILURE).named("call-1");
        List<Reported> reports = atOnce(caller -> environment(store).report(failure, T0));
        assertThat(counted(store)).isEqualTo(Map.of(T0, new Counts(0, 1, 0)));
        assertThat(reports.stream().filter(Reported.Recorded.class::isInstance)).hasSize(1);
        assertThat(reports.stream().filter(Reported.Dropped.class::isInstance))
                .hasSize(CALLERS - 1)
                .allSatisfy(dropped ->
                        assertThat(((Reported.Dropped) dropped).reason()).isEqualTo(Reported.Reason.DUPLICATE));
    }

    @Test
    void receipts_areFewAgain_afterManyReportsAtOnce() throws Exception {
        atOnce(caller -> report(1, null, Outcome.FAILURE, T0));
        for (int report = 0; report < 3; report++) {
            report(1, null, Outcome.FAILURE, T0.plusSeconds(1));
        }
        assertThat(((State.Closed) store.read(name).state()).window().receipts())
                .hasSizeLessThanOrEqualTo(Receipt.KEPT);
    }

    /** OPEN is shorter than a lease, and each round ends while its other probes are still out. */
    @Test
    void callsThatAreOut_neverExceedTheProbes_overManyRounds() throws Exception {
        Duration lease = Duration.ofSeconds(60);
        store.put(
                new CircuitSettings(name, 50, Duration.ofSeconds(60), 10, 1, Duration.ofSeconds(1), PROBES, lease), T0);
        store.attempt(name, new StateChange.Trip(1, T0));
        List<Admission.Allowed> out = new ArrayList<>();
        for (int round = 0; round < 4; round++) {
            Instant now = T0.plusSeconds(2L * round);
            for (Admission admission : atOnce(caller -> environment(store).check(name, now))) {
                if (admission instanceof Admission.Allowed allowed) {
                    out.add(allowed);
                }
            }
            assertThat(out).as("calls that are out in round %d", round).hasSize(PROBES);
            Admission.Allowed failed = out.removeLast();
            report(failed.generation(), failed.probe(), Outcome.FAILURE, now);
        }
        assertThat(out).as("some are of earlier rounds").anyMatch(one -> one.generation() < 9);
        out.forEach(one -> report(one.generation(), one.probe(), Outcome.SUCCESS, T0.plusSeconds(8)));
        assertThat(store.read(name).stillOut(T0.plusSeconds(8)))
                .as("whose call is over gives its place back, though it decides nothing")
                .isEmpty();
    }

    @Test
    void overlappingFailures_openOnce() throws Exception {
        store.put(settings(CALLERS), T0);
        List<Reported> reports = atOnce(caller -> report(1, null, Outcome.FAILURE, T0));
        assertThat(store.read(name).generation()).isEqualTo(2);
        assertThat(reports).allSatisfy(report -> assertThat(report).isInstanceOf(Reported.Recorded.class));
        assertThat(reports.stream().filter(report -> report.state() instanceof State.Open))
                .as("who saw the last of them sees it open; nobody else tried")
                .hasSize(1);
    }

    @Test
    void probes_neverExceedTheirNumber_overManyRounds() throws Exception {
        for (int round = 0; round < 3; round++) {
            Instant now = T0.plusSeconds(100L * round);
            long generation = store.read(name).generation();
            store.attempt(name, new StateChange.Trip(generation, now));
            List<Admission> admissions = atOnce(caller -> environment(store).check(name, now));
            assertThat(admissions.stream().filter(Admission.Allowed.class::isInstance))
                    .as("round %d", round)
                    .hasSize(PROBES);
            assertReissuedAfterTheLease(now.plusSeconds(5));
            close(now.plusSeconds(5));
        }
    }

    private void assertReissuedAfterTheLease(Instant now) throws Exception {
        List<Admission> admissions = atOnce(caller -> environment(store).check(name, now));
        assertThat(admissions.stream().filter(Admission.Allowed.class::isInstance))
                .as("re-issued, since all have crashed")
                .hasSizeBetween(1, PROBES);
    }

    private void close(Instant now) throws Exception {
        State.HalfOpen halfOpen = (State.HalfOpen) store.read(name).state();
        long generation = store.read(name).generation();
        for (long probe : halfOpen.probes().keySet()) {
            store.attempt(name, new ProbeChange.Settle(generation, probe, Kind.SUCCESS, now));
        }
        store.attempt(name, new StateChange.Close(generation));
    }

    @Test
    void probes_wouldExceedTheirNumber_withoutTheCondition() throws Exception {
        RacyCircuitStore racy = new RacyCircuitStore(CALLERS);
        racy.set(new Circuit(settings(1_000), 2, new State.Open(T0)));
        List<Admission> admissions = atOnce(caller -> environment(racy).check(name, T0));
        assertThat(admissions).allSatisfy(admission -> assertThat(admission).isInstanceOf(Admission.Allowed.class));
    }

    @Test
    void successes_ofAllProbesAtOnce_closeTheCircuit() throws Exception {
        store.attempt(name, new StateChange.Trip(1, T0));
        List<Admission> admissions = atOnce(caller -> environment(store).check(name, T0));
        atOnce(caller -> admissions.get(caller) instanceof Admission.Allowed(var _, long generation, Long probe, var _)
                ? report(generation, probe, Outcome.SUCCESS, T0)
                : admissions.get(caller));
        Circuit closed = store.read(name);
        assertThat(closed.state()).isEqualTo(new State.Closed(Window.EMPTY));
        assertThat(closed.generation()).isEqualTo(4);
        assertThat(closed.stillOut(T0)).isEmpty();
    }

    @Test
    void lateOutcomes_ofManyCallers_changeNothing_inAnyLaterState() throws Exception {
        store.attempt(name, new StateChange.Trip(1, T0));
        assertLateOutcomesChangeNothing();
        environment(store).check(name, T0);
        assertLateOutcomesChangeNothing();
        store.attempt(name, new StateChange.Close(3));
        assertLateOutcomesChangeNothing();
    }

    private void assertLateOutcomesChangeNothing() throws Exception {
        Circuit before = store.read(name);
        atOnce(caller -> report(1, null, caller % 2 == 0 ? Outcome.SUCCESS : Outcome.FAILURE, T0));
        assertThat(store.read(name)).isEqualTo(before);
    }

    private Reported report(long generation, Long probe, Outcome outcome, Instant now) {
        return environment(store).report(Report.of(name, generation, probe, outcome), now);
    }

    private static CircuitBreaker environment(CircuitStore store) {
        return new CircuitBreaker(store, Duration.ofSeconds(1), new SplittableRandom(SEEDS.incrementAndGet()));
    }

    /** What one of the callers does. */
    private interface Call<T> {
        T by(int caller) throws Exception;
    }

    private static <T> List<T> atOnce(Call<T> call) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> calls = IntStream.range(0, CALLERS)
                    .<Callable<T>>mapToObj(caller -> () -> {
                        start.await();
                        return call.by(caller);
                    })
                    .toList();
            List<Future<T>> futures = threads.invokeAll(calls);
            return futures.stream().map(Future::resultNow).toList();
        }
    }
}
