package dev.headgate.circuit;

import static dev.headgate.circuit.Outcome.FAILURE;
import static dev.headgate.circuit.Outcome.SUCCESS;
import static dev.headgate.circuit.Outcome.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.CircuitSettings.WithoutStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Healthy outcomes wait in the environment; nothing else does, and nothing that matters is held back. */
class GatheringTest {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final CountingCircuitStore store = new CountingCircuitStore(new InMemoryCircuitStore());
    private final List<Counts> lost = new ArrayList<>();
    private final CircuitBreaker environment = environment(1);

    GatheringTest() {
        store.put(settings(INTERVAL), Fleet.T0);
    }

    private static CircuitSettings settings(Duration interval) {
        return new CircuitSettings(
                Fleet.NAME,
                new SlidingWindow.OfTime(Duration.ofSeconds(10), 10),
                Thresholds.ofFailures(50, 10),
                Opening.constant(Duration.ofSeconds(30)),
                Probing.allOf(2, Duration.ofSeconds(5)),
                Rules.NONE,
                interval,
                WithoutStore.ALLOW);
    }

    private CircuitBreaker environment(long seed) {
        return new CircuitBreaker(store, Duration.ofSeconds(1), new Random(seed), new CircuitListener() {
            @Override
            public void lost(String circuit, Counts counts) {
                lost.add(counts);
            }
        });
    }

    private static void report(CircuitBreaker environment, Outcome outcome, Instant now) {
        environment.report(Report.of(Fleet.NAME, 1, null, outcome), now);
    }

    private Counts counted(Instant now) {
        return ((State.Closed) store.read(Fleet.NAME).state()).window().totalAt(now, settings(INTERVAL));
    }

    @Test
    void healthyOutcomes_costAtMostATwentiethOfAWrite_atAHundredCallsASecond() {
        int calls = 0;
        for (int millis = 0; millis < 60_000; millis += 10) {
            Instant now = Fleet.T0.plusMillis(millis);
            environment.check(Fleet.NAME, now);
            report(environment, SUCCESS, now);
            calls++;
        }
        assertThat(store.writes.get() / (double) calls).isLessThan(0.05);
        assertThat(store.reads.get())
                .as("a write's answer serves the checks after it")
                .isLessThan(60);
    }

    @Test
    void healthyOutcomes_ofTenEnvironments_costNoMore() {
        List<CircuitBreaker> ten =
                IntStream.range(0, 10).mapToObj(this::environment).toList();
        for (int call = 0; call < 6_000; call++) {
            report(ten.get(call % 10), SUCCESS, Fleet.T0.plusMillis(call * 10L));
        }
        assertThat(store.writes.get() / 6_000.0).isLessThanOrEqualTo(0.05);
    }

    @Test
    void aReportOfTheSameName_changesNothing_whetherItWaitsOrIsWritten() {
        Report success = Report.of(Fleet.NAME, 1, null, SUCCESS).named("call-1");
        Report failure = Report.of(Fleet.NAME, 1, null, FAILURE).named("call-2");
        environment.report(success, Fleet.T0);
        assertDuplicate(environment.report(success, Fleet.T0));
        environment.report(failure, Fleet.T0);
        assertDuplicate(environment.report(failure, Fleet.T0));
        assertThat(counted(Fleet.T0)).isEqualTo(new Counts(1, 1, 0));
        CircuitBreaker another = environment(2);
        assertDuplicate(another.report(failure.again(), Fleet.T0.plusSeconds(1)));
        assertDuplicate(another.report(success.again(), Fleet.T0.plusSeconds(1)));
        assertThat(counted(Fleet.T0)).isEqualTo(new Counts(1, 1, 0));
    }

    @Test
    void aFailureThatIsAlreadyThere_losesNothingThatHasGathered() {
        Report failure = Report.of(Fleet.NAME, 1, null, FAILURE).named("call-1");
        IntStream.range(0, 20).forEach(call -> report(environment, SUCCESS, Fleet.T0));
        environment(2).report(failure, Fleet.T0);
        assertDuplicate(environment.report(failure, Fleet.T0));
        report(environment, FAILURE, Fleet.T0);
        assertThat(counted(Fleet.T0)).isEqualTo(new Counts(20, 2, 0));
    }

    private static void assertDuplicate(Reported reported) {
        assertThat(reported)
                .isInstanceOfSatisfying(
                        Reported.Dropped.class,
                        dropped -> assertThat(dropped.reason()).isEqualTo(Reported.Reason.DUPLICATE));
    }

    @Test
    void aFailure_isWrittenAtOnce_withAllThatHasGathered() {
        IntStream.range(0, 50).forEach(call -> report(environment, SUCCESS, Fleet.T0));
        assertThat(store.writes).hasValue(0);
        report(environment, FAILURE, Fleet.T0.plusMillis(1));
        assertThat(store.writes).hasValue(1);
        assertThat(counted(Fleet.T0)).isEqualTo(new Counts(50, 1, 0));
    }

    @Test
    void aSuccess_isWrittenAtOnce_whenItOpensTheCircuit() {
        environment.report(new Report(Fleet.NAME, 1, null, new Counts(4, 5, 0), null), Fleet.T0);
        report(environment, SUCCESS, Fleet.T0);
        assertThat(store.read(Fleet.NAME).state().name())
                .as("the tenth call makes the minimum")
                .isEqualTo("OPEN");
    }

    @Test
    void aSuccess_isWrittenAtOnce_whileTheCircuitIsHalfWayToItsThreshold() {
        environment.report(new Report(Fleet.NAME, 1, null, new Counts(2, 1, 0), null), Fleet.T0);
        report(environment, SUCCESS, Fleet.T0);
        assertThat(counted(Fleet.T0)).isEqualTo(new Counts(3, 1, 0));
        report(environment, SUCCESS, Fleet.T0);
        report(environment, SUCCESS, Fleet.T0);
        assertThat(counted(Fleet.T0)).as("one in five is less than a quarter").isEqualTo(new Counts(4, 1, 0));
    }

    @Test
    void gathered_isWrittenByTheNextCheck_afterTheInterval() {
        report(environment, SUCCESS, Fleet.T0);
        environment.check(Fleet.NAME, Fleet.T0.plusSeconds(1));
        assertThat(counted(Fleet.T0)).isEqualTo(Counts.NONE);
        environment.check(Fleet.NAME, Fleet.T0.plus(INTERVAL));
        assertThat(counted(Fleet.T0)).as("in the bucket in which it came").isEqualTo(new Counts(1, 0, 0));
    }

    @Test
    void gathered_isForgotten_whenTheEnvironmentWasFrozenForLong() {
        report(environment, SUCCESS, Fleet.T0);
        Instant thawed = Fleet.T0.plusSeconds(600);
        report(environment, FAILURE, thawed);
        assertThat(counted(thawed)).isEqualTo(new Counts(0, 1, 0));
        assertThat(lost).containsExactly(new Counts(1, 0, 0));
    }

    @Test
    void gathered_isDropped_whenTheCircuitHasChanged() {
        report(environment, SUCCESS, Fleet.T0);
        store.attempt(Fleet.NAME, new StateChange.Trip(1, Fleet.T0.plusSeconds(30)));
        environment.check(Fleet.NAME, Fleet.T0.plus(INTERVAL));
        assertThat(lost).containsExactly(new Counts(1, 0, 0));
        assertThat(store.read(Fleet.NAME).generation()).isEqualTo(2);
    }

    @Test
    void throttledCalls_costNoWrite() {
        IntStream.range(0, 100).forEach(call -> report(environment, THROTTLED, Fleet.T0));
        assertThat(store.writes).hasValue(0);
    }

    @Test
    void lateOutcomes_costNoWrite_whereTheyAreKnownToBeLate() {
        environment.check(Fleet.NAME, Fleet.T0);
        environment.report(new Report(Fleet.NAME, 1, null, new Counts(0, 10, 0), null), Fleet.T0);
        int writes = store.writes.get();
        for (int call = 0; call < 50; call++) {
            assertThat(environment.report(Report.of(Fleet.NAME, 1, null, FAILURE), Fleet.T0))
                    .isInstanceOf(Reported.Dropped.class);
        }
        assertThat(store.writes).hasValue(writes);
    }

    /** Powertools' breaker counts in each environment, and never trips here: see {@code PEERS.md}. */
    @Test
    void alternatingOutcomes_overAThousandEnvironments_tripAtTheFleetsRate() {
        List<CircuitBreaker> fleet =
                IntStream.range(0, 1_000).mapToObj(this::environment).toList();
        int calls = 0;
        for (CircuitBreaker one : fleet) {
            report(one, calls % 2 == 0 ? FAILURE : SUCCESS, Fleet.T0.plusMillis(calls));
            calls++;
            if (!store.read(Fleet.NAME).state().name().equals("CLOSED")) {
                break;
            }
        }
        assertThat(calls).as("each environment has seen one outcome").isBetween(10, 20);
    }

    @Test
    void alternatingOutcomes_belowTheThreshold_neverTrip() {
        List<CircuitBreaker> fleet =
                IntStream.range(0, 1_000).mapToObj(this::environment).toList();
        for (int call = 0; call < 4_000; call++) {
            report(fleet.get(call % 1_000), call % 3 == 0 ? FAILURE : SUCCESS, Fleet.T0.plusMillis(call * 5L));
        }
        assertThat(store.read(Fleet.NAME).state().name())
                .as("successes that wait must not make the failures look like more than they are")
                .isEqualTo("CLOSED");
        assertThat(counted(Fleet.T0.plusSeconds(19)).failureRate()).isBetween(30.0, 36.0);
    }
}
