package dev.headgate.circuit;

import static dev.headgate.circuit.Outcome.FAILURE;
import static dev.headgate.circuit.Outcome.IGNORED;
import static dev.headgate.circuit.Outcome.SUCCESS;
import static dev.headgate.circuit.Outcome.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.UnknownCircuitException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CircuitBreakerTest {
    private final Fleet fleet = new Fleet(new InMemoryCircuitStore());

    /** Seconds after the start, what is reported then, and the state and the calls and failures of the window after it. */
    private record Step(double at, Outcome outcome, String state, long calls, long failures) {}

    private void walk(Fleet walked, Step... steps) {
        Admission allowed = walked.check();
        for (Step step : steps) {
            walked.now = Fleet.T0.plusMillis((long) (step.at * 1000));
            Reported reported = walked.report(allowed, step.outcome);
            assertThat(reported).as("%s", step).isInstanceOf(Reported.Recorded.class);
            Counts window = ((Reported.Recorded) reported).window();
            assertThat(reported.state().name()).as("%s", step).isEqualTo(step.state);
            assertThat(window.calls()).as("calls at %s", step).isEqualTo(step.calls);
            assertThat(window.failures()).as("failures at %s", step).isEqualTo(step.failures);
        }
    }

    @Test
    void report_opens_whenTheThresholdIsReachedByTheMinimumOfCalls() {
        walk(
                fleet,
                new Step(0.0, FAILURE, "CLOSED", 1, 1),
                new Step(0.5, FAILURE, "CLOSED", 2, 2),
                new Step(1.0, SUCCESS, "CLOSED", 3, 2),
                new Step(2.0, SUCCESS, "OPEN", 4, 2));
        assertThat(fleet.circuit().generation()).isEqualTo(2);
    }

    @Test
    void report_forgetsOutcomes_whenTheyLeaveTheWindow() {
        walk(
                fleet,
                new Step(0.0, FAILURE, "CLOSED", 1, 1),
                new Step(0.9, FAILURE, "CLOSED", 2, 2),
                new Step(9.9, FAILURE, "CLOSED", 3, 3),
                new Step(10.0, FAILURE, "CLOSED", 2, 2),
                new Step(18.9, FAILURE, "CLOSED", 3, 3),
                new Step(60.0, SUCCESS, "CLOSED", 1, 0));
        assertThat(((State.Closed) fleet.circuit().state()).window().buckets())
                .as("a cold environment drops nothing that it has not seen; few are left, and they do not count")
                .hasSizeLessThanOrEqualTo(1 + 10 / 4);
    }

    @Test
    void report_countsThrottledAndIgnoredApart_sinceTheyAreNoOutage() {
        Admission allowed = fleet.check();
        for (int call = 0; call < 20; call++) {
            fleet.report(allowed, call % 2 == 0 ? THROTTLED : IGNORED);
        }
        assertThat(fleet.report(allowed, SUCCESS))
                .isEqualTo(new Reported.Recorded(fleet.circuit().state(), 1, new Counts(1, 0, 0), new Counts(1, 0, 0)));
    }

    @Test
    void report_ofABatch_opensAtOnce() {
        Report batch = new Report(Fleet.NAME, 1, null, new Counts(3, 5, 0), null);
        Reported reported = fleet.environment().report(batch, fleet.now);
        assertThat(reported)
                .isEqualTo(new Reported.Recorded(
                        new State.Open(fleet.now.plusSeconds(30)), 2, new Counts(3, 5, 0), new Counts(3, 5, 0)));
    }

    @Test
    void report_opensForAsLongAsTheDownstreamSays_whenItSays() {
        Report last = new Report(Fleet.NAME, 1, null, new Counts(0, 4, 0), Duration.ofSeconds(77));
        assertThat(fleet.environment().report(last, fleet.now).state())
                .isEqualTo(new State.Open(fleet.now.plusSeconds(77)));
    }

    @Test
    void report_ofASlowSuccess_changesNothing_whenTheCircuitHasOpenedSince() {
        Admission slow = fleet.trip();
        Circuit open = fleet.circuit();
        assertThat(fleet.report(slow, SUCCESS))
                .isEqualTo(new Reported.Dropped(Reported.Reason.STALE_GENERATION, open.state(), 2));
        assertThat(fleet.circuit()).isEqualTo(open);
    }

    /** Callers who take their own refusal for a failure of the downstream, all the time that it is open. */
    @Test
    void refusals_areNeverCounted_evenIfTheyAreReported_andItRecoversUnderTraffic() {
        fleet.trip();
        Circuit open = fleet.circuit();
        reportRefusals(fleet);
        assertThat(fleet.circuit()).isEqualTo(open);
        fleet.pass(Fleet.OPEN);
        List<Admission> probes = List.of(fleet.allowed(), fleet.allowed());
        reportRefusals(fleet);
        probes.forEach(probe -> fleet.report(probe, SUCCESS));
        assertThat(fleet.circuit().state().name()).isEqualTo("CLOSED");
    }

    @Test
    void refusals_wouldBeCounted_withoutTheProbesFence() {
        Fleet unfenced = new Fleet(LooseCircuitStore.withoutGenerations());
        unfenced.tripAndWait();
        unfenced.allowed();
        unfenced.allowed();
        CircuitBreaker forgetful = new CircuitBreaker(unfenced.store(), Duration.ZERO, new Random(1));
        Admission refused = forgetful.check(Fleet.NAME, unfenced.now);
        forgetful.report(Report.of(Fleet.NAME, refused.generation(), 1L, FAILURE), unfenced.now);
        assertThat(unfenced.circuit().state().name()).isEqualTo("OPEN");
    }

    private static void reportRefusals(Fleet fleet) {
        for (int caller = 0; caller < 50; caller++) {
            Admission refused = fleet.check();
            assertThat(refused).isInstanceOf(Admission.Refused.class);
            Report report = Report.of(Fleet.NAME, refused.generation(), null, FAILURE);
            assertThat(fleet.environment().report(report, fleet.now)).isInstanceOf(Reported.Dropped.class);
        }
    }

    @Test
    void report_ofALateFailure_leavesHalfOpenAlone() {
        Admission late = lateFailure(fleet);
        Circuit halfOpen = fleet.circuit();
        assertThat(fleet.report(late, FAILURE))
                .isEqualTo(new Reported.Dropped(Reported.Reason.STALE_GENERATION, halfOpen.state(), 3));
        assertThat(fleet.circuit()).isEqualTo(halfOpen);
    }

    @Test
    void report_ofALateFailure_wouldCount_withoutTheFence() {
        Fleet unfenced = new Fleet(LooseCircuitStore.withoutGenerations());
        Admission late = lateFailure(unfenced);
        CircuitBreaker forgetful = new CircuitBreaker(unfenced.store(), Duration.ZERO, new Random(1));
        forgetful.report(Report.of(Fleet.NAME, late.generation(), 1L, FAILURE), unfenced.now);
        assertThat(unfenced.circuit().state().name()).isEqualTo("OPEN");
    }

    private static Admission lateFailure(Fleet fleet) {
        fleet.trip();
        Admission late = new Admission.Allowed(fleet.circuit().state(), 1, null);
        fleet.pass(Fleet.OPEN);
        fleet.allowed();
        return late;
    }

    @Test
    void check_refusesWithAJitteredTime_whileOpen() {
        fleet.trip();
        Instant until = fleet.now.plusSeconds(30);
        List<Instant> retries = IntStream.range(0, 50)
                .mapToObj(caller -> ((Admission.Refused) fleet.check()).retryAt())
                .toList();
        assertThat(retries).allSatisfy(retry -> assertThat(retry).isBetween(until, until.plusSeconds(3)));
        assertThat(Set.copyOf(retries)).as("spread").hasSizeGreaterThan(25);
        assertThat(fleet.circuit().generation()).as("refusals are no failures").isEqualTo(2);
    }

    @Test
    void check_refusesForAsLongAsTheOldestProbeHasBeenOut_whileAllAreOut() {
        CircuitSettings slow = new CircuitSettings(
                Fleet.NAME, 50, Duration.ofSeconds(10), 10, 4, Fleet.OPEN, 2, Duration.ofSeconds(80));
        Fleet waiting = new Fleet(new InMemoryCircuitStore(), slow);
        waiting.tripAndWait();
        waiting.allowed();
        waiting.pass(Duration.ofSeconds(3));
        waiting.allowed();
        assertThat(waits(waiting))
                .as("3 s out")
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(6)));
        waiting.pass(Duration.ofSeconds(9));
        assertThat(waits(waiting))
                .as("12 s out")
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(12), Duration.ofSeconds(24)));
        waiting.pass(Duration.ofSeconds(60));
        assertThat(waits(waiting))
                .as("72 s out, at most half a lease")
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(20), Duration.ofSeconds(40)));
    }

    @Test
    void check_refusesForAMomentOnly_rightAfterTheProbesWentOut() {
        fleet.tripAndWait();
        fleet.allowed();
        fleet.allowed();
        assertThat(waits(fleet))
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2)));
        assertThat(Set.copyOf(waits(fleet))).as("spread").hasSizeGreaterThan(25);
    }

    private static List<Duration> waits(Fleet fleet) {
        return IntStream.range(0, 50)
                .mapToObj(caller -> ((Admission.Refused) fleet.check()).retryAt())
                .map(retry -> Duration.between(fleet.now, retry))
                .toList();
    }

    @Test
    void check_takesAProbeForOneCallEach_whenTheTimeIsOver() {
        fleet.tripAndWait();
        List<Admission> admissions =
                IntStream.range(0, 50).mapToObj(caller -> fleet.check()).toList();
        assertThat(admissions.stream().filter(Admission.Allowed.class::isInstance))
                .hasSize(2)
                .allSatisfy(allowed -> assertThat(allowed.state().name()).isEqualTo("HALF_OPEN"));
        assertThat(probes(admissions)).as("each its own").hasSize(2);
    }

    @Test
    void check_isAllowedAgain_whenAllProbesSucceeded() {
        fleet.tripAndWait();
        Admission first = fleet.check();
        Admission second = fleet.check();
        assertThat(fleet.report(first, SUCCESS).state().name()).isEqualTo("HALF_OPEN");
        assertThat(fleet.check())
                .as("a success makes no room: 2 are needed, 2 were given")
                .isInstanceOf(Admission.Refused.class);
        Reported closed = fleet.report(second, SUCCESS);
        assertThat(closed.state()).as("with an empty window").isEqualTo(new State.Closed(Window.EMPTY));
        assertThat(closed.generation()).isEqualTo(4);
        assertThat(fleet.check()).isEqualTo(new Admission.Allowed(closed.state(), 4, null));
    }

    @Test
    void report_opensAgain_whenOneProbeFails() {
        fleet.tripAndWait();
        Admission first = fleet.check();
        Admission second = fleet.check();
        fleet.report(first, SUCCESS);
        assertThat(fleet.report(second, FAILURE).state())
                .as("for the second time in a row")
                .isEqualTo(new State.Open(fleet.now.plusSeconds(30), 2));
        assertThat(fleet.check()).isInstanceOf(Admission.Refused.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"THROTTLED", "IGNORED"})
    void report_givesTheProbeBack_whenItFoundOutNothing(Outcome nothing) {
        fleet.tripAndWait();
        Admission first = fleet.check();
        fleet.check();
        assertThat(fleet.check()).isInstanceOf(Admission.Refused.class);
        assertThat(fleet.report(first, nothing).state().name()).isEqualTo("HALF_OPEN");
        assertThat(fleet.check()).isInstanceOf(Admission.Allowed.class);
    }

    @Test
    void check_givesTheProbeToAnother_whenItsHolderCrashed() {
        fleet.tripAndWait();
        Admission crashed = fleet.check();
        fleet.pass(Duration.ofSeconds(2));
        Admission second = fleet.check();
        fleet.pass(Duration.ofMillis(2_999));
        assertThat(fleet.check()).isInstanceOf(Admission.Refused.class);
        fleet.pass(Duration.ofMillis(1));
        Admission third = fleet.check();
        assertThat(probes(List.of(crashed, second, third))).hasSize(3);
        fleet.report(second, SUCCESS);
        assertThat(fleet.report(third, SUCCESS).state().name())
                .as("a crash delays by a lease at most")
                .isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"SUCCESS", "FAILURE"})
    void report_ofAnExpiredProbe_decidesNothing(Outcome outcome) {
        fleet.tripAndWait();
        Admission expired = fleet.check();
        fleet.pass(Fleet.LEASE);
        Circuit before = fleet.circuit();
        assertThat(fleet.report(expired, outcome))
                .isEqualTo(new Reported.Dropped(Reported.Reason.EXPIRED_PROBE, before.state(), 3));
        assertThat(fleet.circuit()).isEqualTo(before);
    }

    @Test
    void report_ofAnExpiredProbe_wouldDecide_withoutTheLease() {
        Fleet unleased = new Fleet(LooseCircuitStore.withoutLeases());
        unleased.tripAndWait();
        Admission expired = unleased.check();
        unleased.pass(Fleet.LEASE);
        assertThat(unleased.report(expired, FAILURE).state().name()).isEqualTo("OPEN");
    }

    @Test
    void report_ofAProbe_countsOnce_whenRepeated() {
        fleet.tripAndWait();
        Admission probe = fleet.check();
        fleet.report(probe, SUCCESS);
        Circuit before = fleet.circuit();
        assertThat(fleet.report(probe, SUCCESS))
                .isEqualTo(new Reported.Dropped(Reported.Reason.DUPLICATE, before.state(), 3));
        assertThat(fleet.report(probe, FAILURE)).isInstanceOf(Reported.Dropped.class);
        assertThat(fleet.circuit()).isEqualTo(before);
    }

    @Test
    void report_ofAForeignProbe_isDropped() {
        fleet.tripAndWait();
        long own = probes(List.of(fleet.check())).iterator().next();
        for (Long foreign : new Long[] {own + 1, null}) {
            Report report = Report.of(Fleet.NAME, 3, foreign, FAILURE);
            assertThat(fleet.environment().report(report, fleet.now))
                    .as("probe %s", foreign)
                    .isInstanceOf(Reported.Dropped.class);
        }
    }

    @Test
    void check_startsProbingAnew_whenNobodyCameForLong() {
        fleet.tripAndWait();
        fleet.report(fleet.check(), SUCCESS);
        fleet.pass(Fleet.LEASE.plus(Fleet.OPEN));
        Admission anew = fleet.check();
        assertThat(anew.generation())
                .as("what was found so long ago counts no more")
                .isEqualTo(4);
        assertThat(anew).isInstanceOf(Admission.Allowed.class);
    }

    @Test
    void check_opens_whenTheOneWhoShouldHaveDoneSoCrashed() {
        InMemoryCircuitStore store = new InMemoryCircuitStore();
        Fleet crashed = new Fleet(store);
        store.attempt(Fleet.NAME, new WindowChange.Count(1, Fleet.outcomes(new Counts(0, 9, 0)), null, Clearing.NONE));
        assertThat(crashed.check()).isInstanceOf(Admission.Refused.class);
    }

    @Test
    void check_closes_whenTheOneWhoShouldHaveDoneSoCrashed() {
        InMemoryCircuitStore store = new InMemoryCircuitStore();
        Fleet crashed = new Fleet(store);
        crashed.tripAndWait();
        for (int probe = 0; probe < 2; probe++) {
            Admission.Allowed allowed = crashed.allowed();
            store.attempt(Fleet.NAME, new ProbeChange.Settle(3, allowed.probe(), Kind.SUCCESS, crashed.now));
        }
        assertThat(crashed.check().state().name()).isEqualTo("CLOSED");
    }

    @Test
    void check_seesChangedSettings_inTheSameState() {
        fleet.tripAndWait();
        InMemoryCircuitStore store = new InMemoryCircuitStore();
        Fleet changed = new Fleet(store);
        changed.tripAndWait();
        store.put(
                new CircuitSettings(
                        Fleet.NAME,
                        50,
                        Duration.ofSeconds(10),
                        10,
                        4,
                        Duration.ofSeconds(30),
                        5,
                        Duration.ofSeconds(5)),
                changed.now);
        long allowed = IntStream.range(0, 20)
                .filter(caller -> changed.check() instanceof Admission.Allowed)
                .count();
        assertThat(allowed).isEqualTo(5);
    }

    @Test
    void peek_spendsNoProbe() {
        fleet.tripAndWait();
        for (int asker = 0; asker < 10; asker++) {
            assertThat(fleet.environment().peek(Fleet.NAME, fleet.now))
                    .isEqualTo(new Admission.Allowed(fleet.circuit().state(), 2, null));
        }
        fleet.check();
        fleet.check();
        assertThat(fleet.environment().peek(Fleet.NAME, fleet.now)).isInstanceOf(Admission.Refused.class);
        assertThat(fleet.circuit().generation()).isEqualTo(3);
    }

    @Test
    void report_ofASlowClock_wipesNothing() {
        Admission allowed = fleet.check();
        CircuitBreaker slow = fleet.environment();
        fleet.report(allowed, FAILURE);
        slow.report(Report.of(Fleet.NAME, 1, null, FAILURE), fleet.now.minusSeconds(60));
        slow.report(Report.of(Fleet.NAME, 1, null, FAILURE), fleet.now.minusSeconds(60));
        assertThat(((Reported.Recorded) fleet.report(allowed, FAILURE)).window())
                .isEqualTo(new Counts(0, 2, 0));
    }

    @Test
    void everything_throws_whenTheCircuitIsUnknown() {
        CircuitBreaker breaker = fleet.environment();
        assertThatThrownBy(() -> breaker.check("none", fleet.now)).isInstanceOf(UnknownCircuitException.class);
        assertThatThrownBy(() -> breaker.peek("none", fleet.now)).isInstanceOf(UnknownCircuitException.class);
        assertThatThrownBy(() -> breaker.report(Report.of("none", 1, null, SUCCESS), fleet.now))
                .isInstanceOf(UnknownCircuitException.class);
    }

    private static Set<Long> probes(List<Admission> admissions) {
        return admissions.stream()
                .filter(Admission.Allowed.class::isInstance)
                .map(allowed -> ((Admission.Allowed) allowed).probe())
                .collect(Collectors.toSet());
    }
}
