package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AmidTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");

    private final Amid amid = new Amid();

    @Test
    void accepted_isAmid_whenItWasSentBetweenTwoThatWereRefused() {
        amid.refused(at(10));
        amid.refused(at(30));
        assertThat(amid.accepted(at(20))).isTrue();
        assertThat(amid.accepted(at(5))).as("before them").isFalse();
        assertThat(amid.accepted(at(40))).as("behind them").isFalse();
    }

    @Test
    void refused_isAmid_fromTheThirdOn() {
        assertThat(amid.refused(at(10))).isFalse();
        assertThat(amid.refused(at(30))).isFalse();
        assertThat(amid.refused(at(40))).isTrue();
    }

    @Test
    void refusals_areOver_afterTenAcceptedCallsThatWereSentLater() {
        amid.refused(at(10));
        amid.refused(at(30));
        for (int i = 0; i < 9; i++) {
            amid.accepted(at(40 + i));
        }
        assertThat(amid.accepted(at(20))).isTrue();
        amid.accepted(at(50));
        assertThat(amid.accepted(at(20))).isFalse();
        amid.refused(at(9_000));
        assertThat(amid.refused(at(9_010))).as("of new ones").isFalse();
        assertThat(amid.accepted(at(60))).as("between old and new ones").isFalse();
    }

    @Test
    void nothing_isAmid_whereNothingWasRefused() {
        assertThat(amid.accepted(at(20))).isFalse();
    }

    private static Instant at(long millis) {
        return START.plusMillis(millis);
    }
}
