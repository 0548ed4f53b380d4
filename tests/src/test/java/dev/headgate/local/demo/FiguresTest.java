package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.headgate.local.gateway.Call;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final Limit LIMIT = new Limit(10, 20, 1_500);

    @Test
    void of_isTheFullRate_whenEachCallStartsAtItsSlot() {
        Figures figures = Figures.of(Runs.paced(1_000, LIMIT, 0, 1), LIMIT);
        assertThat(figures.seconds()).isCloseTo(99.5, within(1e-9));
        assertThat(figures.achievedPerSecond()).isCloseTo(10, within(1e-9));
        assertThat(figures.utilisation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void of_leavesOutRefusedCalls_sinceTheyTookNothing() {
        List<Call> calls = new ArrayList<>(Runs.paced(1_000, LIMIT, 0, 1));
        for (int i = 0; i < 500; i++) {
            calls.add(new Call(Runs.seconds(200), Call.TOO_MANY_REQUESTS, null));
        }
        assertThat(Figures.of(calls, LIMIT).utilisation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void of_countsFailedCalls_sinceTheyTookTheirPlace() {
        List<Call> calls = Runs.paced(100, LIMIT, 0, 1).stream()
                .map(call -> new Call(call.atNanos(), Call.UNAVAILABLE, null))
                .toList();
        assertThat(Figures.of(calls, LIMIT).utilisation()).isCloseTo(1, within(1e-9));
    }

    @Test
    void of_measuresNothing_whenAllCallsFitIntoTheFirstBurst() {
        assertThat(Figures.of(List.of(), LIMIT)).isEqualTo(new Figures(0, 0, 0));
        assertThat(Figures.of(Runs.paced(5, LIMIT, 0, 1), LIMIT).achievedPerSecond())
                .isZero();
    }

    @Test
    void grantedBurst_isWhatTheLatenessLeaves_andAtLeastOne() {
        assertThat(new Limit(10, 20, 1_500).grantedBurst()).isEqualTo(5);
        assertThat(new Limit(100, 200, 1_500).grantedBurst()).isEqualTo(50);
        assertThat(new Limit(10, 20, 0).grantedBurst()).isEqualTo(20);
        assertThat(new Limit(10, 10, 1_500).grantedBurst()).isEqualTo(1);
        assertThat(new Limit(3, 10, 1_500).grantedBurst()).isEqualTo(5);
    }
}
