package dev.headgate.adaptive;

import static dev.headgate.adaptive.Allowance.Kind.BUCKET;
import static dev.headgate.adaptive.Allowance.Kind.WINDOW;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowancesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T02:00:00Z");

    @ParameterizedTest
    @CsvSource({"1s, 1000", "6m0s, 360000", "12ms, 12", "1h2m3s, 3723000", "0.5s, 500"})
    void read_knowsOpenAi(String reset, long millis) {
        assertThat(Allowances.read(
                        Map.of(
                                "X-RateLimit-Limit-Requests", "60",
                                "x-ratelimit-remaining-requests", "59",
                                "x-ratelimit-reset-requests", reset),
                        NOW))
                .containsExactly(new Allowance("requests", 60, 59, Duration.ofMillis(millis), BUCKET));
    }

    @Test
    void read_knowsAnthropic() {
        assertThat(Allowances.read(
                        Map.of(
                                "anthropic-ratelimit-input-tokens-limit", "1000",
                                "anthropic-ratelimit-input-tokens-remaining", "10",
                                "anthropic-ratelimit-input-tokens-reset", "2026-11-23T02:00:30Z"),
                        NOW))
                .containsExactly(new Allowance("input-tokens", 1000, 10, Duration.ofSeconds(30), BUCKET));
    }

    @Test
    void read_knowsTheIetfDraft() {
        assertThat(Allowances.read(
                        Map.of(
                                "RateLimit-Policy", "\"burst\";q=100;w=60, \"daily\";q=1000;w=86400",
                                "RateLimit", "\"burst\";r=50;t=30"),
                        NOW))
                .containsExactly(new Allowance("burst", 100, 50, Duration.ofSeconds(30), WINDOW));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1s", "-1, -1, 1s", "60, 61, 1s", "60, many, 1s", "60, 5, soon", "60, 5, 1s!", "60, 5, 0s"})
    void read_leavesOut_whatMakesNoSense(String limit, String remaining, String reset) {
        assertThat(Allowances.read(
                        Map.of(
                                "x-ratelimit-limit-requests", limit,
                                "x-ratelimit-remaining-requests", remaining,
                                "x-ratelimit-reset-requests", reset),
                        NOW))
                .isEmpty();
    }

    @Test
    void read_leavesOut_whatIsNotWhole() {
        assertThat(Allowances.read(Map.of("x-ratelimit-limit-requests", "60"), NOW))
                .isEmpty();
        assertThat(Allowances.read(Map.of("RateLimit", "\"a\";r=1;t=1"), NOW)).isEmpty();
        assertThat(Allowances.read(Map.of("anthropic-ratelimit-requests-limit", "5"), NOW))
                .isEmpty();
    }
}
