package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.adaptive.RateState.Phase;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A downstream that counts by the window, and one that only looks like it. */
class WindowTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final Duration USUAL = Duration.ofMillis(400);
    private static final Pause NO_PAUSE = Pause.none(Tuning.DEFAULT.pausing());

    private final AdaptiveRate adaptive = new AdaptiveRate(AdaptiveSettings.of(1, 1_000));
    private Instant now = START.plusSeconds(10);
    private RateState state = new RateState(9, now, 100, 100, Phase.FOLLOWING, 100, 100, false, START, 0, START, USUAL);

    @Test
    void aUsedUpWindow_isTakenForItsMean_andAnOverrunBucketForItsShare() {
        RateState edge = state;
        after(1, 70, 30, 0, 30);
        assertThat(state.phase()).isEqualTo(Phase.SPENT);
        assertThat(state.rate()).as("30 refused of 1,100 calls").isCloseTo(100 * (1 - 30 / 1_100.0), within(0.01));
        state = edge;
        now = edge.at();
        after(1, 70, 30, 20, 30);
        assertThat(state.phase()).isEqualTo(Phase.MEASURING);
        assertThat(state.rate()).as("the share that was taken").isCloseTo(0.98 * 70, within(1.0));
    }

    @Test
    void aRowInTwoEpochs_isOneRow() {
        after(1, 70, 30, 0, 30);
        after(1, 50, 50, 0, 50);
        assertThat(state.rate()).as("80 refused of 1,200").isCloseTo(100 * (1 - 80 / 1_200.0), within(0.5));
    }

    @Test
    void theNextWindow_isGrownInByAHundredth_andItsEndIsNoEdge() {
        after(1, 70, 30, 0, 30);
        after(2, 200, 0, 0, 0);
        assertThat(state.phase()).isEqualTo(Phase.FOLLOWING);
        double begun = state.rate();
        for (int epoch = 0; epoch < 4; epoch++) {
            after(2, Math.round(2 * state.rate()), 0, 0, 0);
        }
        assertThat(state.rate()).isBetween(begun, 1.01 * begun);
        double grown = state.rate();
        after(2, 196, 4, 0, 0);
        assertThat(state.rate()).isEqualTo(grown);
        assertThat(state.excess()).as("it still owes a window's calls").isLessThan(-800);
    }

    @Test
    void singleRefusals_areTheEdgeAgain_onceTheWindowIsOutlived() {
        after(1, 70, 30, 0, 30);
        after(2, 200, 0, 0, 0);
        double begun = state.rate();
        for (int epoch = 0; epoch < 9; epoch++) {
            after(2, 196, 4, 0, 0);
        }
        assertThat(state.rate()).isLessThan(0.99 * begun);
    }

    @Test
    void aCapacityOfNextToNothing_isFollowed_whereItLooksLikeAWindow() {
        for (int epoch = 0; epoch < 20; epoch++) {
            long calls = Math.round(state.rate());
            long accepted = Math.round(0.06 * calls);
            after(1, accepted, calls - accepted, 0, calls - accepted);
        }
        assertThat(state.rate()).isLessThan(40);
    }

    @Test
    void calls_proveNothingInAWindow_andAgainOnceItIsOutlived() {
        after(1, 70, 30, 0, 30);
        after(2, 200, 0, 0, 0);
        for (int epoch = 0; epoch < 4; epoch++) {
            after(2, 240, 0, 0, 0);
            assertThat(state.excess()).isNegative();
        }
        for (int epoch = 0; epoch < 8; epoch++) {
            after(2, 240, 0, 0, 0);
        }
        assertThat(state.excess()).isGreaterThan(0);
    }

    @Test
    void aWindowThatIsShut_isTakenForThePartOfTheTimeThatItWasOpen_andAnOutageIsNot() {
        RateState edge = state;
        after(1, 70, 30, 0, 30);
        after(1, 0, 97, 0, 97);
        assertThat(state.phase()).isEqualTo(Phase.SHUT);
        double kept = state.plateau();
        after(2, 18, 0, 0, 0);
        assertThat(state.rate()).as("12 of 14 seconds").isCloseTo(12 / 14.0 * kept, within(0.5));
        state = edge;
        now = edge.at();
        after(1, 0, 97, 0, 97);
        after(2, 18, 0, 0, 0);
        assertThat(state.rate()).isCloseTo(93, within(0.01));
    }

    @Test
    void whatWasShut_staysShut_whileLateRefusalsAreCounted() {
        after(1, 0, 97, 0, 97);
        double trickle = state.rate();
        after(2, 20, 60, 0, 60);
        assertThat(state.phase()).isEqualTo(Phase.SHUT);
        assertThat(state.rate()).isEqualTo(trickle);
    }

    @Test
    void whatStaysShut_isAskedEverMoreSeldom_downToOnceASecond() {
        after(1, 0, 97, 0, 97);
        double trickle = state.rate();
        for (int second = 0; second < 10; second += 2) {
            after(2, 0, 18, 0, 18);
        }
        assertThat(state.rate())
                .as("20 calls in 10 s")
                .isCloseTo(2, within(1e-9))
                .isLessThan(trickle);
        for (int second = 10; second < 60; second += 2) {
            after(2, 0, 4, 0, 4);
        }
        assertThat(state.phase()).isEqualTo(Phase.SHUT);
        assertThat(state.rate()).isEqualTo(1);
        after(2, 1, 1, 0, 0);
        assertThat(state.rate()).as("one that is accepted is news by now").isCloseTo(93, within(0.01));
    }

    @Test
    void aLongCalm_isNoWindow() {
        now = START.plusSeconds(7_200);
        state = new RateState(9, now, 100, 100, Phase.FOLLOWING, 100, 100, false, START, 0, START, USUAL);
        after(1, 70, 30, 0, 30);
        after(2, 200, 0, 0, 0);
        assertThat(state.excess()).as("a minute is owed at most").isBetween(-6_000.0, -5_900.0);
    }

    private void after(int seconds, long accepted, long refused, long acceptedAmid, long refusedAmid) {
        now = now.plusSeconds(seconds);
        Counters counters = new Counters(accepted, refused, 0, 0, acceptedAmid, refusedAmid, Latencies.NONE);
        state = adaptive.next(state, counters, NO_PAUSE, now);
    }
}
