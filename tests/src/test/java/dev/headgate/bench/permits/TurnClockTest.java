package dev.headgate.bench.permits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.ManualClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnClockTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration TURN = Duration.ofSeconds(3);

    private final ManualClock clock = new ManualClock(START);
    private final TurnClock turns = new TurnClock(clock);

    @Test
    void onlyItsOwnTurnsPass() {
        for (int turn = 1; turn <= 3; turn++) {
            clock.advance(TURN.multipliedBy(5));
            turns.start();
            clock.advance(TURN);
            assertThat(turns.instant()).isEqualTo(START.plus(TURN.multipliedBy(turn)));
            turns.stop();
        }
    }
}
