package dev.headgate.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class PauseTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");

    @Test
    void extend_isNewsOnce_whenManyCallsAreThrottledTogether() {
        Pause pause = new Pause();

        assertThat(pause.covers(START)).as("nothing is known").isFalse();
        assertThat(pause.extend(START.plusSeconds(2))).as("the first").isTrue();
        assertThat(pause.extend(START.plusMillis(2_300)))
                .as("of the same dozen")
                .isFalse();
        assertThat(pause.extend(START.plusSeconds(1))).as("a shorter one").isFalse();
        assertThat(pause.until()).as("the longest counts").isEqualTo(START.plusMillis(2_300));
        assertThat(pause.extend(START.plusSeconds(5))).as("clearly longer").isTrue();
        assertThat(pause.covers(START.plusMillis(4_999))).isTrue();
        assertThat(pause.covers(START.plusSeconds(5))).as("its end").isFalse();
    }
}
