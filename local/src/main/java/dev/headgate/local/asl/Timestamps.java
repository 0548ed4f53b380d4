package dev.headgate.local.asl;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/** Reads the timestamps of Wait states. */
final class Timestamps {
    private Timestamps() {}

    /**
     * Returns a moment of RFC 3339, without its fraction of a second, which Step Functions cuts off.
     *
     * @throws EvaluationException if it is not one, with an upper case T, and a Z or an offset
     */
    static Instant parse(String field, String text) throws EvaluationException {
        try {
            if (text.equals(text.toUpperCase(java.util.Locale.ROOT))) {
                return OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.SECONDS);
            }
        } catch (DateTimeException e) {
            // Told below, together with what is wrong in letters only.
        }
        throw new EvaluationException(
                field, "The field '" + field + "' must be a timestamp as 2026-11-22T19:00:03Z, got: " + text);
    }
}
