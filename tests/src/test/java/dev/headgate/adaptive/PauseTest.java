package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");
    private static final Pausing PAUSING = Tuning.DEFAULT.pausing();

    private final Pause none = Pause.none(PAUSING);

    @Test
    void heard_pausesForWhatIsSaid_andUpToATenthMore() {
        assertThat(none.heard(Duration.ofSeconds(5), 0, PAUSING, NOW).until()).isEqualTo(NOW.plusSeconds(5));
        assertThat(none.heard(Duration.ofSeconds(5), 1, PAUSING, NOW).until()).isEqualTo(NOW.plusMillis(5_500));
        assertThat(none.heard(Duration.ofSeconds(5), 99, PAUSING, NOW).until()).isEqualTo(NOW.plusMillis(5_500));
    }

    @Test
    void heard_isBounded_whenTheHeaderIsHuge() {
        assertThat(none.heard(Duration.ofSeconds(999_999_999), 0, PAUSING, NOW).until())
                .isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void heard_changesNothing_whileAPauseLasts_orWithoutATime() {
        Pause pause = none.heard(Duration.ofSeconds(5), 0, PAUSING, NOW);
        assertThat(pause.heard(Duration.ofSeconds(9), 0, PAUSING, NOW.plusSeconds(1)))
                .isEqualTo(pause);
        assertThat(none.heard(Duration.ZERO, 0, PAUSING, NOW)).isEqualTo(none);
    }

    @Test
    void learnt_believesLess_whenCallsWereAcceptedInThePause() {
        assertThat(none.learnt(counters(3, 0), PAUSING).bound()).isEqualTo(Duration.ofMillis(750));
        Pause pause = none;
        for (int i = 0; i < 20; i++) {
            pause = pause.learnt(counters(3, 0), PAUSING);
        }
        assertThat(pause.bound()).isEqualTo(Duration.ofMillis(50));
    }

    @Test
    void learnt_believesMore_whenCallsWereRefusedInThePause() {
        Pause pause = none;
        for (int i = 0; i < 20; i++) {
            pause = pause.learnt(counters(0, 3), PAUSING);
        }
        assertThat(pause.bound()).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void learnt_needsEvidence() {
        assertThat(none.learnt(counters(1, 1), PAUSING)).isEqualTo(none);
        assertThat(none.learnt(counters(3, 5), PAUSING)).isEqualTo(none);
    }

    private static Counters counters(long accepted, long refused) {
        return new Counters(accepted, refused, accepted, refused, 0, 0, Latencies.NONE);
    }
}
