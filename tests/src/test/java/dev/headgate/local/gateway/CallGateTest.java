package dev.headgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class CallGateTest {
    private final AtomicLong nanos = new AtomicLong();

    private final TimeMeter clock = new TimeMeter() {
        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    };

    private record Step(long atMillis, boolean allowed, long remaining, long retryAfterSeconds) {}

    @Test
    void tryPass_allowsTheBurstAndThenTheRate_toTheMillisecond() {
        CallGate gate = new CallGate(10, 3, clock);
        List<Step> steps = List.of(
                new Step(0, true, 2, 0),
                new Step(0, true, 1, 0),
                new Step(0, true, 0, 0),
                new Step(0, false, 0, 1),
                new Step(99, false, 0, 1),
                new Step(100, true, 0, 0),
                new Step(100, false, 0, 1),
                new Step(200, true, 0, 0),
                new Step(10_000, true, 2, 0));
        for (Step step : steps) {
            nanos.set(Duration.ofMillis(step.atMillis).toNanos());
            CallGate.Verdict verdict = gate.tryPass();
            assertThat(new Step(step.atMillis, verdict.allowed(), verdict.remaining(), verdict.retryAfterSeconds()))
                    .as("at %d ms", step.atMillis)
                    .isEqualTo(step);
        }
    }

    @Test
    void tryPass_neverPassesMoreThanBurstPlusRateTimesWindow_whenAskedAllTheTime() {
        CallGate gate = new CallGate(7, 5, clock);
        int passed = 0;
        for (long at = 0; at < 60_000; at += 3) {
            nanos.set(Duration.ofMillis(at).toNanos());
            passed += gate.tryPass().allowed() ? 1 : 0;
        }
        assertThat(passed).isBetween(5 + 7 * 60 - 1, 5 + 7 * 60);
    }

    @Test
    void change_allowsTheNewRate_withWhatIsLeft_andNoEarlierChangeUndoesIt() {
        CallGate gate = new CallGate(10, 20, clock);
        for (int i = 0; i < 5; i++) {
            gate.tryPass();
        }
        gate.change(2, 4, 60_000_000_000L);
        gate.change(10, 20, 0);
        assertThat(gate.tryPass().remaining())
                .as("of 15, what the new burst holds")
                .isEqualTo(3);
        for (int i = 0; i < 3; i++) {
            assertThat(gate.tryPass().allowed()).isTrue();
        }
        nanos.set(Duration.ofMillis(499).toNanos());
        assertThat(gate.tryPass().allowed()).isFalse();
        nanos.set(Duration.ofMillis(500).toNanos());
        assertThat(gate.tryPass().allowed()).as("two a second").isTrue();
        gate.change(10, 20, 120_000_000_000L);
        nanos.set(Duration.ofMillis(600).toNanos());
        assertThat(gate.tryPass()).as("ten a second, none of it a gift").satisfies(verdict -> {
            assertThat(verdict.allowed()).isTrue();
            assertThat(verdict.remaining()).isZero();
        });
    }

    @Test
    void verdict_roundsRetryAfterUp_andSaysWhenTheBucketIsFull() {
        CallGate gate = new CallGate(1, 1, clock);
        gate.tryPass();
        nanos.set(1_000_000);
        CallGate.Verdict verdict = gate.tryPass();
        assertThat(verdict.retryAfter()).isEqualTo(Duration.ofMillis(999));
        assertThat(verdict.retryAfterSeconds()).isEqualTo(1);
        assertThat(verdict.reset()).isEqualTo(Duration.ofMillis(999));
    }

    @Test
    void goDuration_readsAsOpenAiPrintsIt() {
        assertThat(GoDuration.of(Duration.ofMillis(12))).isEqualTo("12ms");
        assertThat(GoDuration.of(Duration.ofSeconds(1))).isEqualTo("1s");
        assertThat(GoDuration.of(Duration.ofMillis(86_400))).isEqualTo("1m26.4s");
        assertThat(GoDuration.of(Duration.ofMinutes(6))).isEqualTo("6m0s");
        assertThat(GoDuration.of(Duration.ofNanos(1))).isEqualTo("1ms");
        assertThat(GoDuration.of(Duration.ZERO)).isEqualTo("0ms");
    }
}
