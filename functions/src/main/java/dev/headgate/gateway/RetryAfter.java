package dev.headgate.gateway;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The Retry-After header: whole seconds, or an HTTP date in any of the three forms that a recipient must take (RFC 9110,
 * 10.2.3 and 5.6.7).
 */
public final class RetryAfter {
    private static final Pattern SECONDS = Pattern.compile("\\d+");
    private static final int LONGEST = 9;
    private static final Duration ENDLESS = Duration.ofSeconds(999_999_999);

    private RetryAfter() {}

    /**
     * Returns the wait that the header asks for, from {@code now}; zero for a date that has passed, none for a value of
     * another form. It is not bounded: what is too long is for the caller to say.
     */
    public static Optional<Duration> parse(String value, Instant now) {
        String trimmed = value.strip();
        if (SECONDS.matcher(trimmed).matches()) {
            return Optional.of(trimmed.length() > LONGEST ? ENDLESS : Duration.ofSeconds(Long.parseLong(trimmed)));
        }
        return date(trimmed, now).map(until -> until.isAfter(now) ? Duration.between(now, until) : Duration.ZERO);
    }

    private static Optional<Instant> date(String value, Instant now) {
        return forms(now).stream().flatMap(form -> date(value, form).stream()).findFirst();
    }

    private static Optional<Instant> date(String value, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDateTime.parse(value, form).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException anotherForm) {
            return Optional.empty();
        }
    }

    /** IMF-fixdate, the form of RFC 850, and C's asctime. */
    private static List<DateTimeFormatter> forms(Instant now) {
        return List.of(
                formatter("EEE, dd MMM uuuu HH:mm:ss 'GMT'"), rfc850(now), formatter("EEE MMM ppd HH:mm:ss uuuu"));
    }

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.US);
    }

    /** Two digits of a year, that are never more than 50 years ahead (RFC 9110, 5.6.7). */
    private static DateTimeFormatter rfc850(Instant now) {
        int thisYear = now.atOffset(ZoneOffset.UTC).getYear();
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, thisYear - 49)
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.US);
    }
}
