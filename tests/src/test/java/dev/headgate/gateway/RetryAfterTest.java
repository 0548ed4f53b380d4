package dev.headgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryAfterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    private record Step(String what, String header, Optional<Duration> expected) {}

    @Test
    void parse_readsEachForm_whenAServerMaySendIt() {
        List<Step> steps = List.of(
                new Step("seconds", "120", Optional.of(Duration.ofMinutes(2))),
                new Step("no wait", "0", Optional.of(Duration.ZERO)),
                new Step("spaces around", " 7 ", Optional.of(Duration.ofSeconds(7))),
                new Step("IMF-fixdate", "Sun, 22 Nov 2026 19:00:30 GMT", Optional.of(Duration.ofSeconds(30))),
                new Step("RFC 850", "Sunday, 22-Nov-26 19:00:30 GMT", Optional.of(Duration.ofSeconds(30))),
                new Step("asctime", "Sun Nov 22 19:00:30 2026", Optional.of(Duration.ofSeconds(30))),
                new Step("asctime, one digit", "Tue Dec  1 19:00:00 2026", Optional.of(Duration.ofDays(9))),
                new Step("a date that has passed", "Sun, 22 Nov 2026 18:59:00 GMT", Optional.of(Duration.ZERO)),
                new Step("51 years ahead is 49 ago", "Tuesday, 22-Nov-77 19:00:00 GMT", Optional.of(Duration.ZERO)),
                new Step("more digits than a long", "9".repeat(30), Optional.of(Duration.ofSeconds(999_999_999))));
        for (Step step : steps) {
            assertThat(RetryAfter.parse(step.header(), NOW)).as(step.what()).isEqualTo(step.expected());
        }
    }

    @Test
    void parse_findsNothing_whenTheValueIsNoWait() {
        for (String header : List.of("", "-1", "1.5", "soon", "1s", "2026-11-22T19:00:30Z", "+3", "Sun, 22 Nov")) {
            assertThat(RetryAfter.parse(header, NOW)).as(header).isEmpty();
        }
    }
}
