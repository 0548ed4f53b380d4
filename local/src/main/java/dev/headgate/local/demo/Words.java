package dev.headgate.local.demo;

import java.time.Duration;
import java.util.Locale;

/** Numbers as a person likes to read them. */
final class Words {
    private Words() {}

    /** Returns a duration in whole seconds, such as {@code 42 s} or {@code 1 min 40 s}. */
    static String duration(Duration duration) {
        long seconds = Math.round(duration.toMillis() / 1_000.0);
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String decimals(double number, int digits) {
        return String.format(Locale.ROOT, "%,." + digits + "f", number);
    }

    static String percent(double share) {
        return decimals(100 * share, 1) + " %";
    }
}
