package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.HiddenRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class FollowingTest {
    private static final HiddenRate HIDDEN = HiddenRate.parse("40,10@30,40@60");
    private static final List<Double> GRANTED = List.of(20.0, 44.5, 9.8);
    private static final long NANOS = 1_000_000_000L;

    /** Adds calls at a rate, all of one status. */
    private static void add(List<Call> calls, int from, int to, int rate, int status) {
        for (long i = 0; i < (long) (to - from) * rate; i++) {
            calls.add(new Call(from * NANOS + i * NANOS / rate, status, "a"));
        }
    }

    private static Following of(List<Call> calls) {
        calls.sort(Comparator.comparingLong(Call::atNanos));
        return Following.of(HIDDEN, calls, 0, GRANTED, 10, List.of());
    }

    @Test
    void of_isWholeUse_whenEachSecondTakesWhatTheGatewayTakes() {
        List<Call> calls = new ArrayList<>();
        add(calls, 0, 30, 40, 200);
        add(calls, 30, 60, 10, 200);
        add(calls, 60, 90, 40, 200);
        Following following = of(calls);
        assertThat(following.utilisation()).isCloseTo(1, within(0.01));
        assertThat(following.hiddenPerSecond()).isCloseTo(30, within(0.1));
        assertThat(following.refusedShare()).isZero();
        assertThat(following.settledAfterSeconds()).containsExactly(0.0, 0.0, 0.0);
        assertThat(following.hiddenRate()).isEqualTo("40,10@30,40@60");
        assertThat(following.lowestGranted()).isEqualTo(9.8);
        assertThat(following.highestGranted()).isEqualTo(44.5);
    }

    @Test
    void of_countsRefusals_andTheSecondsUntilTheRateHasSettled() {
        List<Call> calls = new ArrayList<>();
        add(calls, 0, 30, 40, 200);
        add(calls, 30, 40, 10, 200);
        add(calls, 30, 40, 30, 429); // the old rate for ten seconds more
        add(calls, 40, 60, 10, 200);
        add(calls, 60, 90, 10, 200); // and never up again
        Following following = of(calls);
        assertThat(following.refusedShare()).isCloseTo(300 / 2_100.0, within(0.001));
        assertThat(following.utilisation()).isCloseTo(1_800 / 2_700.0, within(0.01));
        assertThat(following.settledAfterSeconds()).containsExactly(0.0, 10.0, null);
    }

    @Test
    void of_isMeasuredWhileThereWasACallToMake() {
        List<Call> calls = new ArrayList<>();
        add(calls, 0, 20, 40, 200);
        add(calls, 20, 30, 1, 200); // what is left comes in at its leisure
        calls.sort(Comparator.comparingLong(Call::atNanos));
        Following following = Following.of(HIDDEN, calls, 10, GRANTED, 10, List.of());
        assertThat(following.measuredSeconds()).isCloseTo(20, within(0.1));
        assertThat(following.utilisation()).isCloseTo(1, within(0.01));
        assertThat(following.settledAfterSeconds()).startsWith(0.0);
    }

    @Test
    void of_measuresNothing_whenNothingWasAnswered() {
        Following following = Following.of(HIDDEN, List.of(), 0, GRANTED, 10, List.of());
        assertThat(following.utilisation()).isZero();
        assertThat(following.settledAfterSeconds()).containsExactly(null, null, null);
    }
}
