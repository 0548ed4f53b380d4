package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit TEN_A_SECOND =
            new RateLimit("x", 10, Duration.ofSeconds(1), 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED);

    private record Row(String what, long tatMillis, int permits, long startMillis, int burst, long lastMillis) {}

    @Test
    void scheduleAfter_pacesWhatTheBurstDoesNotHold() {
        Row[] table = {
            new Row("one unit of an idle bucket", 0, 1, 0, 1, 0),
            new Row("the whole burst at once", 0, 5, 0, 5, 0),
            new Row("a batch larger than the burst is paced", 0, 10, 0, 5, 500),
            new Row("half the burst is left", 250, 5, 0, 2, 250),
            new Row("half of half an interval is left", 375, 5, 0, 1, 375),
            new Row("a line of one second", 1500, 1, 1100, 1, 1100),
            new Row("a batch at the end of that line", 1500, 3, 1100, 1, 1300),
        };
        for (Row row : table) {
            Ask ask = Ask.of(TEN_A_SECOND, row.permits(), Duration.ofMinutes(1), NOW);
            Schedule schedule = ask.scheduleAfter(Nanos.of(NOW.plusMillis(row.tatMillis())));
            assertThat(schedule.startAt()).as(row.what()).isEqualTo(NOW.plusMillis(row.startMillis()));
            assertThat(schedule.burst()).as(row.what()).isEqualTo(row.burst());
            assertThat(schedule.last()).as(row.what()).isEqualTo(NOW.plusMillis(row.lastMillis()));
        }
    }

    @Test
    void cost_doesNotOverflow_forTheLargestAskOfTheSlowestLimit() {
        RateLimit monthly = new RateLimit("x", 1, Duration.ofDays(31), 1, Duration.ZERO, Policy.SHARED);
        assertThat(Ask.of(monthly, Claim.MOST_PERMITS, PermitRequest.LONGEST_WAIT, NOW)
                        .impossible())
                .isTrue();
    }
}
