package dev.headgate.local.gateway;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as OpenAI prints them in {@code x-ratelimit-reset-requests}: {@code 12ms}, {@code 1.5s}, {@code 6m0s}. */
final class GoDuration {
    private GoDuration() {}

    /** Returns the text of a duration that is not negative, rounded up to the millisecond. */
    static String of(Duration duration) {
        long millis = duration.plusNanos(999_999).toMillis();
        if (millis < 1_000) {
            return millis + "ms";
        }
        long minutes = millis / 60_000;
        String seconds =
                BigDecimal.valueOf(millis % 60_000, 3).stripTrailingZeros().toPlainString() + "s";
        return minutes == 0 ? seconds : minutes + "m" + seconds;
    }
}
