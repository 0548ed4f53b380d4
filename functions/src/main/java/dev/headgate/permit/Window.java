package dev.headgate.permit;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/**
 * The calendar windows that quotas are counted in. In every zone they cover all of time without a gap, and none overlaps
 * another: also where clocks change, where a day has 23 or 25 hours or has no midnight, and where a date is left out.
 */
public enum Window {
    MINUTE(Duration.ofMinutes(1)),
    HOUR(Duration.ofHours(1)),
    DAY(Duration.ofHours(23)),
    /** From Monday, as ISO 8601 has it. */
    WEEK(Duration.ofHours(7 * 24 - 1)),
    MONTH(Duration.ofDays(27));

    private final Duration shortest;

    Window(Duration shortest) {
        this.shortest = shortest;
    }

    /** From {@code start}, inclusive, to {@code end}, exclusive. */
    record Span(Instant start, Instant end) {}

    /** Returns how long a window is at least, leaving aside one that a change of the clocks cuts off. */
    Duration shortest() {
        return shortest;
    }

    /** Returns the window that {@code moment} lies in. */
    Span at(Instant moment, ZoneId zone) {
        return switch (this) {
            case MINUTE, HOUR -> ofTheClock(moment, zone.getRules());
            case DAY, WEEK, MONTH -> ofTheCalendar(moment, zone);
        };
    }

    /** Whole minutes or hours of the local clock; a change of the clocks that is not a whole number of them cuts one off. */
    private Span ofTheClock(Instant moment, ZoneRules rules) {
        long length = shortest.toSeconds();
        long offset = rules.getOffset(moment).getTotalSeconds();
        long start = Math.floorDiv(moment.getEpochSecond() + offset, length) * length - offset;
        Optional<Instant> before = Optional.ofNullable(rules.previousTransition(moment.plusNanos(1)))
                .map(ZoneOffsetTransition::getInstant);
        Optional<Instant> after =
                Optional.ofNullable(rules.nextTransition(moment)).map(ZoneOffsetTransition::getInstant);
        Instant whole = Instant.ofEpochSecond(start);
        return new Span(
                before.filter(whole::isBefore).orElse(whole),
                after.filter(whole.plusSeconds(length)::isAfter).orElse(whole.plusSeconds(length)));
    }

    /** Where clocks go back over midnight, the date comes twice: what the new one's first midnight began goes on. */
    private Span ofTheCalendar(Instant moment, ZoneId zone) {
        LocalDate first = firstDay(moment.atZone(zone).toLocalDate());
        Instant end = start(next(first), zone);
        return moment.isBefore(end) ? new Span(start(first, zone), end) : new Span(end, start(next(next(first)), zone));
    }

    private LocalDate firstDay(LocalDate date) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
        };
    }

    private LocalDate next(LocalDate first) {
        return switch (this) {
            case MINUTE, HOUR, DAY -> first.plusDays(1);
            case WEEK -> first.plusWeeks(1);
            case MONTH -> first.plusMonths(1);
        };
    }

    private static Instant start(LocalDate date, ZoneId zone) {
        return date.atStartOfDay(zone).toInstant();
    }
}
