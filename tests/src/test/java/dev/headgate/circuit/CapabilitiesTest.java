package dev.headgate.circuit;

import static dev.headgate.circuit.Outcome.FAILURE;
import static dev.headgate.circuit.Outcome.SLOW;
import static dev.headgate.circuit.Outcome.SUCCESS;
import static dev.headgate.circuit.Outcome.THROTTLED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.Probing.CloseBy;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What circuits can do beyond a failure rate over time, setting by setting. */
class CapabilitiesTest {
    private static final SlidingWindow TIME = new SlidingWindow.OfTime(Duration.ofSeconds(10), 10);
    private static final Thresholds HALF_OF_FOUR = Thresholds.ofFailures(50, 4);
    private static final Opening OPEN = Opening.constant(Duration.ofSeconds(30));
    private static final Probing TWO = Probing.allOf(2, Duration.ofSeconds(5));

    private final InMemoryCircuitStore store = new InMemoryCircuitStore();

    private static CircuitSettings settings(SlidingWindow window, Thresholds trips, Opening open, Probing halfOpen) {
        return settings(window, trips, open, halfOpen, Rules.NONE, WithoutStore.ALLOW);
    }

    private static CircuitSettings settings(
            SlidingWindow window, Thresholds trips, Opening open, Probing halfOpen, Rules rules, WithoutStore policy) {
        return new CircuitSettings(Fleet.NAME, window, trips, open, halfOpen, rules, Duration.ZERO, policy);
    }

    private Fleet fleet(CircuitSettings settings) {
        return new Fleet(store, settings);
    }

    @ParameterizedTest
    @CsvSource({
        "FFSS, OPEN",
        "FSFSS, OPEN",
        "SSSSF, CLOSED",
        "FSSSSF, CLOSED",
        "SSSSFF, OPEN",
        "FSSSSSSSSSSSSSSSSSSSSSF, CLOSED"
    })
    void countWindow_opens_whenHalfOfTheLastFourFailed(String outcomes, String state) {
        Fleet fleet = fleet(settings(new SlidingWindow.OfCalls(4), HALF_OF_FOUR, OPEN, TWO));
        Admission allowed = fleet.check();
        outcomes.chars().forEach(outcome -> fleet.report(allowed, outcome == 'F' ? FAILURE : SUCCESS));
        assertThat(fleet.circuit().state().name()).as("however long it took").isEqualTo(state);
    }

    @Test
    void countWindow_staysShort_withOneMoreWriteNowAndThen() {
        CountingCircuitStore counting = new CountingCircuitStore(store);
        Fleet fleet = new Fleet(counting, settings(new SlidingWindow.OfCalls(10), HALF_OF_FOUR, OPEN, TWO));
        Admission allowed = fleet.check();
        IntStream.range(0, 300).forEach(call -> fleet.report(allowed, SUCCESS));
        Window window = ((State.Closed) fleet.circuit().state()).window();
        assertThat(window.runs()).hasSizeLessThan(10 + 16);
        assertThat(counting.writes.get()).as("a sixteenth more").isBetween(300, 300 + 300 / 16 + 1);
    }

    @Test
    void countWindow_countsABatch_asIfItsFailuresCameLast() {
        Fleet fleet = fleet(settings(new SlidingWindow.OfCalls(4), HALF_OF_FOUR, OPEN, TWO));
        Report batch = new Report(Fleet.NAME, 1, null, new Counts(100, 2, 0), null);
        assertThat(fleet.environment().report(batch, fleet.now).state().name()).isEqualTo("OPEN");
    }

    @Test
    void consecutiveFailures_open_onlyInARow() {
        Thresholds three = new Thresholds(0, 0, Thresholds.DEFAULT_SLOW_AFTER, 1, 3);
        Fleet fleet = fleet(settings(TIME, three, OPEN, TWO));
        Admission allowed = fleet.check();
        for (Outcome outcome : List.of(FAILURE, FAILURE, SUCCESS, FAILURE, FAILURE, THROTTLED)) {
            assertThat(fleet.report(allowed, outcome).state().name()).isEqualTo("CLOSED");
        }
        assertThat(fleet.report(allowed, FAILURE).state().name()).isEqualTo("OPEN");
    }

    @Test
    void slowCalls_open_whenTheirRateIsPassed() {
        Thresholds slow = new Thresholds(0, 50, Duration.ofSeconds(2), 4, 0);
        Fleet fleet = fleet(settings(TIME, slow, OPEN, TWO));
        Admission.Allowed allowed = fleet.allowed();
        for (int millis : new int[] {2_000, 100, 2_001}) {
            fleet.environment().report(report(allowed, new Call(SUCCESS, null, Duration.ofMillis(millis))), fleet.now);
        }
        Reported last = fleet.report(allowed, SLOW);
        assertThat(last.state().name()).isEqualTo("OPEN");
        assertThat(((Reported.Recorded) last).window()).isEqualTo(new Counts(2, 0, 2, 0, 0));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        200 | -         | SUCCESS
        302 | -         | SUCCESS
        429 | -         | THROTTLED
        408 | -         | FAILURE
        500 | -         | FAILURE
        529 | -         | FAILURE
        404 | -         | FAILURE
        400 | -         | IGNORED
        503 | -         | IGNORED
        503 | FAILURE   | IGNORED
        -   | THROTTLED | THROTTLED
        """)
    void rules_makeOutcomesOfStatuses(Integer status, Outcome outcome, String counted) {
        Rules rules = new Rules(Set.of("404", "503"), Set.of("503"));
        CircuitSettings settings = settings(TIME, HALF_OF_FOUR, OPEN, TWO, rules, WithoutStore.ALLOW);
        Counts counts = new Call(outcome, status, null).by(settings);
        assertThat(counts)
                .isEqualTo(
                        switch (counted) {
                            case "SUCCESS" -> new Counts(1, 0, 0);
                            case "FAILURE" -> new Counts(0, 1, 0);
                            case "THROTTLED" -> new Counts(0, 0, 1);
                            default -> Counts.NONE;
                        });
    }

    @Test
    void rules_countA429AsFailure_whereTheCircuitSaysSo() {
        Rules rules = new Rules(Set.of("THROTTLED"), Set.of());
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO, rules, WithoutStore.ALLOW));
        Report batch = new Report(Fleet.NAME, 1, null, new Counts(2, 0, 2), null);
        assertThat(fleet.environment().report(batch, fleet.now).state().name()).isEqualTo("OPEN");
    }

    @Test
    void open_lastsLongerEachTime_upToItsCap_andStartsAnewWhenClosed() {
        Opening growing = new Opening(Duration.ofSeconds(10), 200, Duration.ofSeconds(35), 0, false);
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, growing, TWO));
        fleet.trip();
        for (int seconds : new int[] {10, 20, 35, 35}) {
            assertThat(fleet.circuit().state())
                    .isInstanceOfSatisfying(
                            State.Open.class,
                            open -> assertThat(open.until()).isEqualTo(fleet.now.plusSeconds(seconds)));
            fleet.pass(Duration.ofSeconds(seconds));
            fleet.report(fleet.check(), FAILURE);
        }
        fleet.pass(Duration.ofSeconds(35));
        List.of(fleet.check(), fleet.check()).forEach(probe -> fleet.report(probe, SUCCESS));
        fleet.trip();
        assertThat(fleet.circuit().state()).isEqualTo(new State.Open(fleet.now.plusSeconds(10), 1));
    }

    @Test
    void open_isJittered_byAtMostWhatTheSettingsSay() {
        Opening jittered = new Opening(Duration.ofSeconds(10), 100, Duration.ofSeconds(10), 20, false);
        List<Instant> ends = new ArrayList<>();
        for (int circuit = 0; circuit < 50; circuit++) {
            Fleet fleet = new Fleet(new InMemoryCircuitStore(), settings(TIME, HALF_OF_FOUR, jittered, TWO));
            new CircuitBreaker(fleet.store(), Duration.ZERO, new Random(circuit))
                    .report(new Report(Fleet.NAME, 1, null, new Counts(0, 4, 0), null), fleet.now);
            ends.add(((State.Open) fleet.circuit().state()).until());
        }
        assertThat(ends)
                .allSatisfy(end -> assertThat(end).isBetween(Fleet.T0.plusSeconds(10), Fleet.T0.plusSeconds(12)));
        assertThat(Set.copyOf(ends)).hasSizeGreaterThan(40);
    }

    @Test
    void automatic_isHalfOpenForWhoeverLooks_onceItsTimeIsOver() {
        Opening automatic = new Opening(Duration.ofSeconds(30), 100, Duration.ofSeconds(30), 0, true);
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, automatic, TWO));
        fleet.tripAndWait();
        assertThat(fleet.environment().peek(Fleet.NAME, fleet.now).state().name())
                .isEqualTo("HALF_OPEN");
        Fleet onDemand = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        assertThat(onDemand.environment()
                        .peek(Fleet.NAME, onDemand.now.plusSeconds(30))
                        .state()
                        .name())
                .as("on demand it is the first check's")
                .isEqualTo("OPEN");
    }

    @Test
    void halfOpen_closes_afterFewerSuccessesThanProbes_whereTheSettingsSaySo() {
        Probing oneOfTwo = new Probing(2, Duration.ofSeconds(5), CloseBy.SUCCESSES, 1, Duration.ZERO);
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, oneOfTwo));
        fleet.tripAndWait();
        fleet.check();
        assertThat(fleet.report(fleet.check(), SUCCESS).state().name()).isEqualTo("CLOSED");
    }

    @ParameterizedTest
    @CsvSource({"FSSS, CLOSED", "FFSS, OPEN", "FSFS, OPEN", "SSSF, CLOSED"})
    void halfOpen_isDecidedByRate_whenAllProbesHaveReported(String outcomes, String state) {
        Probing byRate = new Probing(4, Duration.ofSeconds(5), CloseBy.RATE, 4, Duration.ZERO);
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, byRate));
        fleet.tripAndWait();
        List<Admission> probes =
                IntStream.range(0, 4).mapToObj(probe -> fleet.check()).toList();
        for (int probe = 0; probe < 4; probe++) {
            assertThat(fleet.circuit().state().name()).isEqualTo("HALF_OPEN");
            fleet.report(probes.get(probe), outcomes.charAt(probe) == 'F' ? FAILURE : SUCCESS);
        }
        assertThat(fleet.circuit().state().name()).isEqualTo(state);
    }

    @Test
    void halfOpen_opensAgain_whenItsTimeIsOver_andLateProbesKeepTheirPlaces() {
        Probing timed = new Probing(2, Duration.ofSeconds(50), CloseBy.SUCCESSES, 2, Duration.ofSeconds(10));
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, timed));
        fleet.tripAndWait();
        Admission late = fleet.check();
        fleet.check();
        fleet.pass(Duration.ofSeconds(10));
        assertThat(fleet.check()).isInstanceOf(Admission.Refused.class);
        assertThat(fleet.circuit().state()).isEqualTo(new State.Open(fleet.now.plus(OPEN.first()), 2));
        fleet.pass(OPEN.first());
        assertThat(fleet.check()).as("both are still out").isInstanceOf(Admission.Refused.class);
        assertThat(fleet.environment().peek(Fleet.NAME, fleet.now)).isInstanceOf(Admission.Refused.class);
        assertThat(fleet.report(late, SUCCESS)).isInstanceOf(Reported.Dropped.class);
        assertThat(fleet.check()).as("one is back").isInstanceOf(Admission.Allowed.class);
        assertThat(fleet.check()).as("the other is not").isInstanceOf(Admission.Refused.class);
    }

    @Test
    void renew_letsAProbeTakeLonger_onlyWhileItsLeaseRuns() {
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        fleet.tripAndWait();
        Admission.Allowed probe = fleet.allowed();
        fleet.pass(Duration.ofSeconds(4));
        assertThat(renew(fleet, probe).leaseEnd()).isEqualTo(fleet.now.plusSeconds(9));
        fleet.pass(Duration.ofSeconds(8));
        assertThat(fleet.report(probe, SUCCESS)).isInstanceOf(Reported.Recorded.class);
        assertThat(renew(fleet, probe).renewed()).as("it has reported").isFalse();
        Admission.Allowed lapsed = fleet.allowed();
        fleet.pass(Duration.ofSeconds(5));
        assertThat(renew(fleet, lapsed).renewed())
                .as("its place may be another's")
                .isFalse();
    }

    private static Renewal renew(Fleet fleet, Admission.Allowed probe) {
        return fleet.environment()
                .renew(Fleet.NAME, probe.generation(), probe.probe(), Duration.ofSeconds(9), fleet.now);
    }

    @Test
    void check_leasesTheProbeForAsLongAsTheCallSays() {
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        fleet.tripAndWait();
        Admission.Allowed probe =
                (Admission.Allowed) fleet.environment().check(Fleet.NAME, Duration.ofSeconds(60), fleet.now);
        fleet.pass(Duration.ofSeconds(59));
        assertThat(fleet.report(probe, SUCCESS)).isInstanceOf(Reported.Recorded.class);
    }

    @Test
    void giveBack_freesTheProbesPlace() {
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        fleet.tripAndWait();
        Admission.Allowed probe = fleet.allowed();
        fleet.check();
        assertThat(fleet.check()).isInstanceOf(Admission.Refused.class);
        fleet.environment().giveBack(Fleet.NAME, probe, fleet.now);
        assertThat(fleet.check()).isInstanceOf(Admission.Allowed.class);
    }

    @ParameterizedTest
    @EnumSource(Forced.class)
    void force_putsTheCircuitIntoTheState_fromEveryOther_inANewGeneration(Forced to) {
        for (Forced from : Forced.values()) {
            Fleet fleet = new Fleet(new InMemoryCircuitStore(), settings(TIME, HALF_OF_FOUR, OPEN, TWO));
            fleet.environment().force(new Order(Fleet.NAME, from, null, "me", "a test"), fleet.now);
            Admission before = fleet.check();
            Circuit after = fleet.environment().force(new Order(Fleet.NAME, to, null, "me", "a test"), fleet.now);
            assertThat(after.state().name()).isEqualTo(to.name());
            assertThat(after.generation()).isEqualTo(3);
            boolean passes =
                    Set.of(Forced.CLOSED, Forced.DISABLED, Forced.METRICS_ONLY).contains(to);
            assertThat(fleet.check() instanceof Admission.Allowed).isEqualTo(passes);
            assertThat(fleet.environment().peek(Fleet.NAME, fleet.now) instanceof Admission.Allowed)
                    .as("a permit ask is refused by what refuses a check")
                    .isEqualTo(passes);
            if (before instanceof Admission.Allowed) {
                assertThat(fleet.report(before, FAILURE))
                        .as("what was let through before decides nothing now")
                        .isInstanceOf(Reported.Dropped.class);
            }
        }
    }

    @Test
    void metricsOnly_countsAndNeverOpens_andDisabledDoesNotEvenCount() {
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        force(fleet, Forced.METRICS_ONLY);
        Admission allowed = fleet.check();
        IntStream.range(0, 20).forEach(call -> fleet.report(allowed, FAILURE));
        assertThat(((Reported.Recorded) fleet.report(allowed, FAILURE)).window().failures())
                .isEqualTo(21);
        assertThat(fleet.circuit().state().name()).isEqualTo("METRICS_ONLY");
        force(fleet, Forced.DISABLED);
        assertThat(fleet.report(fleet.check(), FAILURE))
                .isEqualTo(new Reported.Dropped(Reported.Reason.DISABLED, new State.Disabled(), 3));
    }

    private static void force(Fleet fleet, Forced to) {
        fleet.environment().force(new Order(Fleet.NAME, to, null, "me", "a test"), fleet.now);
    }

    @Test
    void operator_keepsTheOrder_beforeItIsCarriedOut() {
        Fleet fleet = fleet(settings(TIME, HALF_OF_FOUR, OPEN, TWO));
        List<String> log = new ArrayList<>();
        Operator operator = new Operator(
                fleet.environment(),
                (order, now) ->
                        log.add(order.by() + " in " + fleet.circuit().state().name()));
        operator.carryOut(
                new Order(Fleet.NAME, Forced.FORCED_OPEN, null, "ada", "the provider asked for it"), Fleet.T0);
        assertThat(log).containsExactly("ada in CLOSED");
        assertThat(fleet.circuit().state()).isEqualTo(new State.ForcedOpen());
    }

    @ParameterizedTest
    @EnumSource(WithoutStore.class)
    void check_andPeek_answerAsTheSettingsSay_whileTheStoreIsOutOfReach(WithoutStore policy) {
        UnreliableStore<CircuitStore> broken = UnreliableStore.before(CircuitStore.class, store);
        Fleet fleet = new Fleet(broken.store(), settings(TIME, HALF_OF_FOUR, OPEN, TWO, Rules.NONE, policy));
        CircuitBreaker environment = fleet.environment();
        environment.check(Fleet.NAME, fleet.now);
        broken.fail();
        Instant later = fleet.now.plusSeconds(2);
        for (Admission admission : List.of(environment.check(Fleet.NAME, later), environment.peek(Fleet.NAME, later))) {
            assertThat(admission.generation()).as("as it was seen last").isEqualTo(1);
            switch (admission) {
                case Admission.Allowed allowed -> assertThat(allowed.blind()).isEqualTo(policy == WithoutStore.ALLOW);
                case Admission.Refused refused -> {
                    assertThat(policy).isEqualTo(WithoutStore.REFUSE);
                    assertThat(refused.why()).isEqualTo(Admission.Why.STORE_UNAVAILABLE);
                    assertThat(refused.retryAt()).isBetween(later.plusSeconds(5), later.plusSeconds(10));
                }
            }
        }
        assertThat(fleet.environment().check(Fleet.NAME, later).generation())
                .as("who has never seen it allows, and says that it knows nothing")
                .isZero();
    }

    private static Report report(Admission.Allowed allowed, Result result) {
        return new Report(Fleet.NAME, allowed.generation(), allowed.probe(), result, null);
    }
}
