package dev.headgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class HiddenRateTest {
    private static final long SECOND = 1_000_000_000L;

    @Test
    void parse_returnsTheSteps_andToStringIsWhatWasWritten() {
        HiddenRate rate = HiddenRate.parse("100,40@60,100@120");
        assertThat(rate.steps())
                .containsExactly(
                        new HiddenRate.Step(100, Duration.ZERO),
                        new HiddenRate.Step(40, Duration.ofSeconds(60)),
                        new HiddenRate.Step(100, Duration.ofSeconds(120)));
        assertThat(rate).hasToString("100,40@60,100@120");
        assertThat(rate.highest()).isEqualTo(100);
    }

    private record Wrong(String text, String message) {}

    @Test
    void parse_namesFieldBoundAndValue_whenTheTextIsWrong() {
        List<Wrong> all = List.of(
                new Wrong("", "must be RATE[,RATE@SECONDS...], such as 100,40@60,100@120, got: "),
                new Wrong("fast", "got: fast"),
                new Wrong("40@0", "got: 40@0"),
                new Wrong("40,", "got: 40,"),
                new Wrong("40,20", "got: 40,20"),
                new Wrong("40,20@1.5", "got: 40,20@1.5"),
                new Wrong("40,-1@5", "got: 40,-1@5"),
                new Wrong("0", "must be between 1 and 100000 calls a second, got: 0"),
                new Wrong("40,100001@5", "must be between 1 and 100000 calls a second, got: 100001"),
                new Wrong("40,20@0", "must change at later and later seconds, got: 20@0 after 0 s"),
                new Wrong("40,20@9,10@9", "must change at later and later seconds, got: 10@9 after 9 s"));
        for (Wrong wrong : all) {
            assertThatIllegalArgumentException()
                    .as(wrong.text)
                    .isThrownBy(() -> HiddenRate.parse(wrong.text))
                    .withMessageStartingWith("hidden-rate must ")
                    .withMessageEndingWith(wrong.message);
        }
    }

    @Test
    void at_isTheStepThatHolds_fromItsVeryNanosecondOn() {
        HiddenRate rate = HiddenRate.parse("100,40@60");
        assertThat(rate.at(0).ratePerSecond()).isEqualTo(100);
        assertThat(rate.at(60 * SECOND - 1).ratePerSecond()).isEqualTo(100);
        assertThat(rate.at(60 * SECOND).ratePerSecond()).isEqualTo(40);
    }

    @Test
    void callsUntil_isTheSumOfTheSteps() {
        HiddenRate rate = HiddenRate.parse("100,40@60,10@70");
        assertThat(rate.callsUntil(0)).isZero();
        assertThat(rate.callsUntil(SECOND / 2)).isCloseTo(50, within(1e-9));
        assertThat(rate.callsUntil(65 * SECOND)).isCloseTo(6_000 + 200, within(1e-9));
        assertThat(rate.callsUntil(100 * SECOND)).isCloseTo(6_000 + 400 + 300, within(1e-9));
    }
}
