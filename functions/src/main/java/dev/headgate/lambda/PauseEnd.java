package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.permit.PermitRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** When a PAUSE ends, in one of two forms: a moment, or seconds from now. */
record PauseEnd(@Nullable String until, @Nullable Long pauseSeconds) {

    /** @throws InvalidRequestException if it is given in both forms or in neither */
    void requireOneForm() {
        if ((until == null) == (pauseSeconds == null)) {
            throw new InvalidRequestException(
                    "until or pauseSeconds must be given for PAUSE, got: " + (until == null ? "neither" : "both"));
        }
    }

    /** @throws InvalidRequestException if it is not after now and within 30 days */
    Instant at(Instant now) {
        Instant end = until == null ? now.plusSeconds(seconds()) : parsed(until);
        Bounds.between("until, from now,", Duration.between(now, end), Duration.ZERO, PermitRequest.LONGEST_WAIT);
        return end;
    }

    private long seconds() {
        long seconds = pauseSeconds == null ? 0 : pauseSeconds;
        return Bounds.between("pauseSeconds", seconds, 1, PermitRequest.LONGEST_WAIT.toSeconds());
    }

    private static Instant parsed(String until) {
        try {
            return Instant.parse(until);
        } catch (DateTimeParseException e) {
            throw new InvalidRequestException("until must be a moment such as 2026-11-22T19:00:00Z, got: " + until);
        }
    }
}
