package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AdaptiveRateTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final AdaptiveSettings SETTINGS = AdaptiveSettings.of(1, 1_000);
    private static final Pause NO_PAUSE = Pause.none(Tuning.DEFAULT.pausing());
    private static final double BETA = Tuning.DEFAULT.cutting().beta();
    private static final Duration USUAL = Duration.ofMillis(400);

    private final AdaptiveRate adaptive = new AdaptiveRate(SETTINGS);
    private RateState state = RateState.starting(SETTINGS, 100, START);
    private Instant now = START;

    /** Two seconds pass, with so many calls. */
    private RateState after(long accepted, long refused) {
        return after(accepted, refused, USUAL);
    }

    private RateState after(long accepted, long refused, Duration latency) {
        now = now.plusSeconds(2);
        Latencies one = Latencies.of(latency);
        Latencies all = Latencies.NONE;
        for (long i = 0; i < accepted; i += 10) {
            all = all.plus(one);
        }
        state = adaptive.next(state, new Counters(accepted, refused, 0, 0, 0, 0, all), NO_PAUSE, now);
        return state;
    }

    @Test
    void next_growsByTheStartFactor_untilTheFirstRefusal() {
        assertThat(after(200, 0).rate()).isCloseTo(170, within(1e-9));
        assertThat(after(300, 0).rate()).isCloseTo(289, within(1e-9));
        assertThat(state.phase()).isEqualTo(Phase.STARTING);
    }

    @Test
    void next_takesAPartOfTheGoodput_atTheFirstRefusals() {
        after(160, 40);
        assertThat(state.phase()).isEqualTo(Phase.MEASURING);
        assertThat(state.plateau()).isCloseTo(0.9 * 80, within(0.1));
        assertThat(state.rate()).isCloseTo(BETA * 72, within(0.1));
    }

    @Test
    void next_cutsToTheGoodput_whenMuchIsRefused() {
        state = following();
        after(160, 40);
        assertThat(state.phase()).isEqualTo(Phase.MEASURING);
        assertThat(state.plateau()).isCloseTo(80, within(1.0));
    }

    @Test
    void next_refinesTheMeasurement_whileRefusalsLast() {
        after(160, 40);
        after(90, 90);
        assertThat(state.plateau()).isBetween(45.0, 65.0);
        assertThat(state.rate()).isCloseTo(BETA * state.plateau(), within(1e-9));
    }

    @Test
    void next_trimsByAPartOfTheExcess_whenLittleIsRefused() {
        double wanted = Tuning.DEFAULT.cutting().trimShare();
        assertThat(after(196, 4).rate()).isCloseTo(100 * (1 - 0.3 * 2 * (0.02 - wanted)), within(0.01));
    }

    @Test
    void next_holdsStill_atTheWantedShare() {
        after(196, 4);
        double rate = state.rate();
        long calls = 1_000_000;
        long refused = Math.round(calls * Tuning.DEFAULT.cutting().trimShare());
        assertThat(after(calls - refused, refused).rate()).isCloseTo(rate, within(1e-3));
    }

    @Test
    void next_growsFaster_theLongerNothingIsRefused_belowTheSummit() {
        state = new RateState(9, START, 40, 40, Phase.FOLLOWING, 40, 100, true, START, -30, START, USUAL);
        double first = growth();
        for (int i = 0; i < 4; i++) {
            growth();
        }
        assertThat(growth()).isBetween(2 * first, 2 * Tuning.DEFAULT.steering().most() + 1e-9);
    }

    @Test
    void next_growsSlowly_atTheSummit() {
        after(196, 4);
        double first = growth();
        for (int i = 0; i < 4; i++) {
            growth();
        }
        assertThat(growth()).isBetween(first, 3 * first);
    }

    /** Returns by which share the rate grows in an epoch without a refusal. */
    private double growth() {
        double before = state.rate();
        return after(Math.round(2 * before), 0).rate() / before - 1;
    }

    @Test
    void next_countsNoTimeForWhichAPauseHeldCallsBack() {
        Pause pause = new Pause(START.plusSeconds(2), START.plusSeconds(8), Duration.ofSeconds(10));
        Counters counters = new Counters(320, 80, 0, 0, 0, 0, Latencies.NONE);
        RateState paused = adaptive.next(following(), counters, pause, at(10_000));
        assertThat(paused.plateau()).isCloseTo(80, within(1.0));
        RateState idle = adaptive.next(following(), counters, NO_PAUSE, at(10_000));
        assertThat(idle.plateau()).as("without it, ten seconds").isLessThan(60);
    }

    @Test
    void next_returnsTowardsTheSummit_whenCallsBeyondTheEdgeProveThatTheCapacityHasRisen() {
        RateState low = new RateState(9, START, 42, 42, Phase.FOLLOWING, 40, 100, true, START, 1, START, USUAL);
        state = low;
        assertThat(after(84, 0).rate())
                .as("1 call beyond 40 a second, and 4 more")
                .isGreaterThan(60);
        state = new RateState(9, START, 42, 42, Phase.FOLLOWING, 40, 100, true, START, -20, START, USUAL);
        now = START;
        assertThat(after(84, 0).rate()).as("where so many may have been stored").isLessThan(45);
    }

    @Test
    void next_keepsTheSummit_whereItGrewTooFarBelowIt() {
        RateState low = new RateState(9, START, 46, 46, Phase.FOLLOWING, 40, 100, true, START, 0, START, USUAL);
        state = low;
        now = START.plusSeconds(10);
        after(80, 12);
        assertThat(state.phase()).isEqualTo(Phase.MEASURING);
        after(80, 0);
        assertThat(state.summit()).isEqualTo(100);
    }

    @Test
    void next_holds_whenTheRateWasNotUsed() {
        after(160, 40);
        double cut = state.rate();
        assertThat(after(20, 0).rate()).isEqualTo(cut);
    }

    @Test
    void next_holds_whenLatencyHasRisen() {
        after(196, 4);
        double trimmed = state.rate();
        for (int i = 0; i < 5; i++) {
            after(194, 0, Duration.ofSeconds(2));
        }
        assertThat(state.rate()).isEqualTo(trimmed);
    }

    @Test
    void next_returnsToTheSummitFast_onceTheCapacityIsBack() {
        after(196, 4);
        assertThat(state.phase()).isEqualTo(Phase.FOLLOWING);
        for (int i = 0; i < 8; i++) {
            long all = Math.round(2 * state.rate());
            after(Math.min(80, all), Math.max(0, all - 80));
        }
        assertThat(state.rate()).isBetween(30.0, 45.0);
        assertThat(state.summit()).isGreaterThan(90);
        int epochs = 0;
        while (state.rate() < 90) {
            after(Math.round(2 * state.rate()), 0);
            epochs++;
        }
        assertThat(epochs).as("of two seconds").isLessThan(20);
    }

    @Test
    void next_trickles_whenNothingIsTaken_andReturnsAtOnce() {
        after(196, 4);
        double before = state.rate();
        after(0, 190);
        assertThat(state.phase()).isEqualTo(Phase.SHUT);
        assertThat(state.rate()).isLessThan(0.1 * before);
        after(18, 0);
        assertThat(state.phase()).isEqualTo(Phase.FOLLOWING);
        assertThat(state.rate()).isGreaterThan(0.9 * before);
    }

    @Test
    void next_takesOneRefusalForEvidence_whenCallsAreRare() {
        AdaptiveSettings slow = AdaptiveSettings.of(0.001, 1);
        RateState minute = RateState.starting(slow, 1 / 60.0, START);
        Counters one = Counters.oneRefused(false);
        Instant later = START.plusSeconds(60);
        assertThat(new AdaptiveRate(slow).isDue(minute, one, later)).isTrue();
        assertThat(new AdaptiveRate(slow).next(minute, one, NO_PAUSE, later).rate())
                .isCloseTo(0.85 / 60, within(1e-6));
    }

    @Test
    void isDue_afterFewCalls_whereTheyAreRare() {
        AdaptiveSettings slow = AdaptiveSettings.of(0.001, 1);
        RateState minute = RateState.starting(slow, 1 / 60.0, START);
        RateState known = minute.then(minute.course().phase(Phase.FOLLOWING), START, USUAL);
        Counters five = new Counters(5, 0, 0, 0, 0, 0, Latencies.NONE);
        assertThat(new AdaptiveRate(slow).isDue(known, five, START.plusSeconds(290)))
                .isFalse();
        assertThat(new AdaptiveRate(slow).isDue(known, five, START.plusSeconds(300)))
                .isTrue();
    }

    @Test
    void next_countsCallsAgainstTheRateThatTheyWereLetGoBy() {
        RateState raised =
                new RateState(9, START, 100, 40, Phase.FOLLOWING, 40, 100, true, Instant.EPOCH, 0, START, USUAL);
        Counters calls = new Counters(60, 20, 0, 0, 15, 15, Latencies.NONE);
        assertThat(adaptive.next(raised, calls, NO_PAUSE, at(2_000)).plateau())
                .as("80 calls in 2 s used 40 a second, not 40 % of 100")
                .isCloseTo(0.75 * (0.8 * 40 + 0.2 * 100), within(0.01));
    }

    @Test
    void isDue_afterAnEpoch_orASecondOfAlarm() {
        assertThat(adaptive.isDue(following(), new Counters(100, 0, 0, 0, 0, 0, Latencies.NONE), at(1_000)))
                .isFalse();
        assertThat(adaptive.isDue(following(), new Counters(80, 20, 0, 0, 0, 0, Latencies.NONE), at(1_000)))
                .isTrue();
        assertThat(adaptive.isDue(following(), new Counters(200, 0, 0, 0, 0, 0, Latencies.NONE), at(2_000)))
                .isTrue();
        assertThat(adaptive.isDue(following(), Counters.NONE, at(9_000))).isFalse();
    }

    @Test
    void isDue_isFalseForAFastClocksEpoch_andTrueWhereThatIsAbsurd() {
        Counters calls = new Counters(200, 0, 0, 0, 0, 0, Latencies.NONE);
        assertThat(adaptive.isDue(following(), calls, at(-5_000))).isFalse();
        assertThat(adaptive.isDue(following(), calls, at(-90_000))).isTrue();
        assertThat(adaptive.next(following(), calls, NO_PAUSE, at(-90_000)).at())
                .isEqualTo(at(-90_000));
    }

    @Test
    void next_obeysANewCeiling() {
        AdaptiveRate lower = new AdaptiveRate(AdaptiveSettings.of(1, 30));
        assertThat(lower.next(following(), Counters.NONE, NO_PAUSE, at(2_000)).rate())
                .isEqualTo(30);
    }

    @Test
    void aimd_cutsByBeta_andGrowsByAStep() {
        AdaptiveRate aimd = new AdaptiveRate(new AdaptiveSettings(Mode.ON, Algorithm.AIMD, 1, 1_000, Tuning.DEFAULT));
        RateState cut = aimd.next(following(), new Counters(190, 10, 0, 0, 0, 0, Latencies.NONE), NO_PAUSE, at(4_000));
        assertThat(cut.rate()).isCloseTo(100 * BETA, within(1e-9));
        RateState grown = aimd.next(cut, new Counters(196, 0, 0, 0, 0, 0, Latencies.NONE), NO_PAUSE, at(6_000));
        assertThat(grown.rate()).isCloseTo(100 * BETA + 2 * 0.01 * 100, within(1e-9));
    }

    @Test
    void heeding_lowersTheRate_beforeARefusal_andNeverRaisesIt() {
        Allowance nearlyGone = new Allowance("requests", 600, 10, Duration.ofSeconds(10), Allowance.Kind.WINDOW);
        Allowance plenty = new Allowance("requests", 600, 500, Duration.ofSeconds(10), Allowance.Kind.WINDOW);
        assertThat(adaptive.heeding(following(), nearlyGone, 1).rate()).isEqualTo(1);
        assertThat(adaptive.heeding(following(), plenty, 1)).isEqualTo(following());
        Allowance bucket = new Allowance("tokens", 6_000, 0, Duration.ofSeconds(60), Allowance.Kind.BUCKET);
        assertThat(adaptive.heeding(following(), bucket, 2).rate()).isEqualTo(50);
    }

    @Test
    void settings_areRefused_whenTheyMakeNoSense() {
        assertThatThrownBy(() -> AdaptiveSettings.of(0, 10)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> AdaptiveSettings.of(10, 1)).isInstanceOf(InvalidRequestException.class);
        assertThatThrownBy(() -> AdaptiveSettings.of(1, Double.NaN))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("got: 1.0 and NaN");
    }

    private RateState following() {
        RateState begun = RateState.starting(SETTINGS, 100, START);
        return begun.then(begun.course().phase(Phase.FOLLOWING), START, USUAL);
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
