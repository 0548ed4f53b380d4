package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How a rate looks for more where reports are late, callers slow, or the rate small: what runs on real processes showed. */
class LookingBeyondTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final AdaptiveSettings SETTINGS = AdaptiveSettings.of(1, 1_000);
    private static final Pause NO_PAUSE = Pause.none(Tuning.DEFAULT.pausing());
    private static final Duration USUAL = Duration.ofMillis(400);

    private final AdaptiveRate adaptive = new AdaptiveRate(SETTINGS);

    @Test
    void isDue_waitsForLateReports_butNotForEver_norWhereSomethingWasRefused() {
        RateState state = at(100, 100, 100, false, 0);
        assertThat(adaptive.isDue(state, calls(150, 0), START.plusSeconds(2)))
                .as("a quarter is missing")
                .isFalse();
        assertThat(adaptive.isDue(state, calls(170, 0), START.plusSeconds(2))).isTrue();
        assertThat(adaptive.isDue(state, calls(149, 1), START.plusSeconds(2))).isTrue();
        assertThat(adaptive.isDue(state, calls(150, 0), START.plusSeconds(5))).isTrue();
    }

    /** At 40 a second and two environments, the first report of an epoch cut a measured 42 to 25. */
    @Test
    void isDue_doesNotMeasureAgainByOneReportOfSeveral() {
        RateState cut = new RateState(9, START, 40, 45, Phase.MEASURING, 42, 160, false, START, 0, START, USUAL);
        assertThat(adaptive.isDue(cut, calls(10, 9), START.plusSeconds(1)))
                .as("who heard of no refusal has not reported")
                .isFalse();
        assertThat(adaptive.isDue(cut, calls(10, 10), START.plusSeconds(1))).isTrue();
        assertThat(adaptive.isDue(cut, calls(10, 9), START.plusSeconds(2))).isFalse();
        assertThat(adaptive.isDue(cut, calls(10, 9), START.plusSeconds(5)))
                .as("nobody else calls")
                .isTrue();
        assertThat(adaptive.isDue(at(40, 40, 40, false, 0), calls(10, 9), START.plusSeconds(1)))
                .as("the first cut is made at once")
                .isTrue();
    }

    @Test
    void next_takesWhatWasLetGoForProof_thoughAPartOfItIsReportedLater() {
        RateState beyond = at(42, 40, 100, true, 1);
        RateState all = after(2, beyond, 84);
        RateState most = after(2, beyond, 70);
        assertThat(most.rate()).isEqualTo(all.rate()).isGreaterThan(60);
    }

    @Test
    void next_takesNothingForProof_thatWasLetGoBeforeACut() {
        RateState cut = new RateState(9, START, 39, 80, Phase.MEASURING, 40, 100, true, START, 0, START, USUAL);
        assertThat(after(3, cut, 120).rate()).isBetween(39.0, 42.0);
        assertThat(after(3, at(41, 40, 100, true, 0), 120).rate()).as("of now").isGreaterThan(60);
    }

    @Test
    void next_doesNotReturnToWhereTheRateWentTooFar() {
        RateState tooFar = at(42, 40, 280, false, 20);
        assertThat(after(2, tooFar, 84).rate()).isLessThan(44);
        assertThat(after(2, at(42, 40, 280, true, 20), 84).rate())
                .as("to where the capacity fell from")
                .isGreaterThan(60);
    }

    @Test
    void next_looksFaster_whereNoEdgeWasFoundSinceItWentTooFar() {
        double known = after(2, at(42, 40, 42, false, -20), 84).rate() / 42 - 1;
        double doubted = after(2, at(42, 40, 280, false, -20), 84).rate() / 42 - 1;
        assertThat(doubted).isCloseTo(3 * known, within(0.1 * known));
    }

    @Test
    void next_takesTheFirstEdgeForTheSummit_whereTheRateHadOnlyGoneTooFar() {
        RateState found = adaptive.next(at(42, 40, 280, false, -20), calls(82, 2), NO_PAUSE, START.plusSeconds(2));
        assertThat(found.summit()).isEqualTo(found.rate());
    }

    @Test
    void next_growsFaster_theMoreIsProven_butNoFasterThanBounded() {
        double proven = growth(at(100, 50, 50, false, 120));
        assertThat(growth(at(100, 50, 50, false, 20))).isBetween(0.09, proven);
        assertThat(growth(at(100, 50, 50, false, 900))).isCloseTo(0.2, within(1e-9));
    }

    /** Returns by which share it grows in two seconds. */
    private double growth(RateState state) {
        return after(2, state, 200).rate() / state.rate() - 1;
    }

    @Test
    void next_growsAsFast_howeverSlowTheRateIs() {
        double slow = after(22, at(20, 20, 20, false, -20), 440).rate() / 20;
        double quick = after(22, at(100, 100, 100, false, -100), 2_200).rate() / 100;
        assertThat(slow).isCloseTo(quick, within(1e-9)).isGreaterThan(1.005);
    }

    @Test
    void next_holds_beforeTheFirstRefusal_whileCallersCannotFollow() {
        RateState raised =
                new RateState(4, START, 98, 58, Phase.STARTING, 98, 98, false, Instant.EPOCH, 0, START, USUAL);
        assertThat(after(1, raised, 31).rate()).as("31 of 98").isEqualTo(98);
        assertThat(after(1, raised, 41).rate()).as("41 of 98").isCloseTo(98 * 1.7, within(1e-9));
    }

    private RateState after(int seconds, RateState state, long accepted) {
        return adaptive.next(state, calls(accepted, 0), NO_PAUSE, START.plusSeconds(seconds));
    }

    private static Counters calls(long accepted, long refused) {
        return new Counters(accepted, refused, 0, 0, 0, 0, Latencies.NONE);
    }

    private static RateState at(double rate, double plateau, double summit, boolean fell, double excess) {
        Instant cutAt = START.minusSeconds(60);
        return new RateState(9, START, rate, rate, Phase.FOLLOWING, plateau, summit, fell, cutAt, excess, START, USUAL);
    }
}
