package dev.headgate.circuit;

import dev.headgate.Bounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What became of one call or a batch of calls that a check had allowed.
 *
 * @param circuit the circuit's name
 * @param generation the generation that the check answered with
 * @param probe the probe that the check answered with, if it did
 * @param result how the calls ended
 * @param retryAfter what the downstream asked for (Retry-After), if it did: the time that the circuit stays open should
 *     this report open it
 */
public record Report(
        String circuit,
        long generation,
        @Nullable Long probe,
        Result result,
        @Nullable Duration retryAfter) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public Report {
        Bounds.name("circuit", circuit);
        Bounds.between("generation", generation, 0, Long.MAX_VALUE);
        if (retryAfter != null) {
            Bounds.between("retryAfterSeconds", retryAfter.toSeconds(), 0, LONGEST.toSeconds());
        }
    }

    /** Returns the report of one call. */
    public static Report of(String circuit, long generation, @Nullable Long probe, Outcome outcome) {
        return new Report(circuit, generation, probe, Call.of(outcome), null);
    }
}
