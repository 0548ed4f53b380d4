package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.permit.Window.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowTest {

    @ParameterizedTest(name = "{0} at {2} in {1}")
    @CsvSource({
        "MINUTE, UTC, 2026-11-22T19:05:59.999, 2026-11-22T19:05, PT1M",
        "HOUR, UTC, 2026-11-22T19:00, 2026-11-22T19:00, PT1H",
        "DAY, UTC, 2026-11-22T23:59:59, 2026-11-22T00:00, PT24H",
        "WEEK, UTC, 2026-11-22T12:00, 2026-11-16T00:00, PT168H",
        "WEEK, UTC, 2027-01-01T12:00, 2026-12-28T00:00, PT168H",
        "MONTH, UTC, 2026-11-22T12:00, 2026-11-01T00:00, PT720H",
        "MONTH, UTC, 2026-12-31T23:59, 2026-12-01T00:00, PT744H",
        "MONTH, UTC, 2027-02-03T00:00, 2027-02-01T00:00, PT672H",
        "MONTH, UTC, 2028-02-29T00:00, 2028-02-01T00:00, PT696H",
        // Clocks go forward: a day of 23 hours; back: of 25.
        "DAY, Europe/Berlin, 2026-03-29T12:00, 2026-03-29T00:00, PT23H",
        "DAY, Europe/Berlin, 2026-10-25T12:00, 2026-10-25T00:00, PT25H",
        "WEEK, America/New_York, 2026-03-08T12:00, 2026-03-02T00:00, PT167H",
        "MONTH, America/New_York, 2026-11-22T12:00, 2026-11-01T00:00, PT721H",
        // No midnight: the day begins at one o'clock.
        "DAY, Africa/Cairo, 2026-04-24T12:00, 2026-04-24T01:00, PT23H",
        "DAY, Africa/Cairo, 2026-10-29T12:00, 2026-10-29T00:00, PT25H",
        // Offsets that are no whole hours.
        "HOUR, Asia/Kolkata, 2026-11-22T19:20, 2026-11-22T19:00, PT1H",
        "DAY, Asia/Kathmandu, 2026-11-22T19:20, 2026-11-22T00:00, PT24H",
        // Clocks that go forward by half an hour leave half an hour of the hour.
        "HOUR, Australia/Lord_Howe, 2026-10-04T02:40, 2026-10-04T02:30, PT30M",
        "HOUR, Australia/Lord_Howe, 2026-10-04T03:10, 2026-10-04T03:00, PT1H",
        // Samoa left out 30 December 2011.
        "DAY, Pacific/Apia, 2011-12-29T12:00, 2011-12-29T00:00, PT24H",
        "DAY, Pacific/Apia, 2011-12-31T12:00, 2011-12-31T00:00, PT24H",
    })
    void at_returnsTheWindowOfTheCalendar(
            Window window, ZoneId zone, LocalDateTime moment, LocalDateTime start, Duration length) {
        Span span = window.at(moment.atZone(zone).toInstant(), zone);
        assertThat(LocalDateTime.ofInstant(span.start(), zone)).isEqualTo(start);
        assertThat(Duration.between(span.start(), span.end())).isEqualTo(length);
    }

    @Test
    void at_returnsTwoWindows_whenAnHourComesTwice() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Span first = Window.HOUR.at(Instant.parse("2026-10-25T00:30:00Z"), berlin);
        Span second = Window.HOUR.at(Instant.parse("2026-10-25T01:30:00Z"), berlin);
        assertThat(LocalDateTime.ofInstant(first.start(), berlin))
                .isEqualTo(LocalDateTime.ofInstant(second.start(), berlin));
        assertThat(second.start()).isEqualTo(first.end());
    }

    /** St. John's went back over midnight until 2011: one minute of the new day, then the old day's last hour again. */
    @Test
    void at_goesOnWithTheNewDay_whenClocksGoBackOverMidnight() {
        ZoneId johns = ZoneId.of("America/St_Johns");
        Instant firstMidnight = Instant.parse("2010-11-07T02:30:00Z");
        for (int minutes : List.of(0, 1, 30, 61, 600)) {
            assertThat(Window.DAY
                            .at(firstMidnight.plus(Duration.ofMinutes(minutes)), johns)
                            .start())
                    .as("%d minutes on", minutes)
                    .isEqualTo(firstMidnight);
        }
        assertThat(Window.DAY.at(firstMidnight.minusMillis(1), johns).end()).isEqualTo(firstMidnight);
    }

    /** In all zones of the world, from 1970 to 2050: no gap, no overlap, and each moment in the window that it names. */
    @ParameterizedTest
    @EnumSource(Window.class)
    void at_dividesAllOfTime(Window window) {
        for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
            ZoneId zone = ZoneId.of(id);
            SplittableRandom random = new SplittableRandom(id.hashCode());
            for (int i = 0; i < 30; i++) {
                Instant moment = near(zone, Instant.ofEpochSecond(random.nextLong(2_524_608_000L)), random);
                Span span = window.at(moment, zone);
                assertThat(moment)
                        .as("%s of %s", window, id)
                        .isBetween(span.start(), span.end().minusNanos(1));
                assertThat(window.at(span.start(), zone))
                        .as("%s %s", moment, id)
                        .isEqualTo(span);
                assertThat(window.at(span.end().minusNanos(1), zone))
                        .as("%s %s", moment, id)
                        .isEqualTo(span);
                assertThat(window.at(span.end(), zone).start())
                        .as("%s %s", moment, id)
                        .isEqualTo(span.end());
            }
        }
    }

    /** Often within hours of a change of the clocks, where there is one to come. */
    private static Instant near(ZoneId zone, Instant moment, SplittableRandom random) {
        var change = zone.getRules().nextTransition(moment);
        boolean far = change == null || change.getInstant().isAfter(Instant.parse("2050-01-01T00:00:00Z"));
        return far || random.nextBoolean() ? moment : change.getInstant().plusSeconds(random.nextLong(-7200, 7200));
    }
}
