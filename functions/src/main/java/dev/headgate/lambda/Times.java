package dev.headgate.lambda;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Moments as answers give them: always rounded away from too early. */
final class Times {
    private static final Duration ALMOST_A_MILLISECOND = Duration.ofNanos(999_999);
    private static final Duration ALMOST_A_SECOND = Duration.ofNanos(999_999_999);

    private Times() {}

    static Instant upToMillis(Instant moment) {
        return moment.plus(ALMOST_A_MILLISECOND).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Returns the whole seconds from {@code now} to {@code moment}, rounded up; 0 if it is past. */
    static long secondsUp(Instant now, Instant moment) {
        return Math.max(0, Duration.between(now, moment).plus(ALMOST_A_SECOND).toSeconds());
    }
}
