package dev.headgate.local.gateway;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A span in which the gateway answers 503, counted from its first call.
 *
 * @param from after how long it begins, not negative
 * @param length how long it lasts, positive
 */
public record Outage(Duration from, Duration length) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,5}):(\\d{1,5})");

    public Outage {
        if (from.isNegative()) {
            throw new IllegalArgumentException("outage must not begin before the first call, got: " + from);
        }
        if (!length.isPositive()) {
            throw new IllegalArgumentException("outage must last at least 1 second, got: " + length);
        }
    }

    /**
     * Returns the outage that {@code FROM:SECONDS} names, both in whole seconds.
     *
     * @throws IllegalArgumentException when the text has another form
     */
    public static Outage parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("outage must be FROM:SECONDS, such as 5:10, got: " + text);
        }
        return new Outage(
                Duration.ofSeconds(Integer.parseInt(parts.group(1))),
                Duration.ofSeconds(Integer.parseInt(parts.group(2))));
    }

    /** Returns whether the gateway is out at this many nanoseconds after its first call. */
    boolean covers(long sinceFirstNanos) {
        return sinceFirstNanos >= from.toNanos()
                && sinceFirstNanos < from.plus(length).toNanos();
    }
}
