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
 * @param id the report's name, 1 to 256 characters: another one of this name and generation changes nothing
 * @param repeated whether its caller may have sent it before
 */
public record Report(
        String circuit,
        long generation,
        @Nullable Long probe,
        Result result,
        @Nullable Duration retryAfter,
        @Nullable String id,
        boolean repeated) {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws dev.headgate.InvalidRequestException if a value is out of its bounds */
    public Report {
        Bounds.name("circuit", circuit);
        Bounds.between("generation", generation, 0, Long.MAX_VALUE);
        if (retryAfter != null) {
            Bounds.between("retryAfterSeconds", retryAfter.toSeconds(), 0, LONGEST.toSeconds());
        }
        if (id != null) {
            Bounds.text("reportId", id, 256);
        }
    }

    /** A report without a name. */
    public Report(String circuit, long generation, @Nullable Long probe, Result result, @Nullable Duration retryAfter) {
        this(circuit, generation, probe, result, retryAfter, null, false);
    }

    /** Returns the report of one call. */
    public static Report of(String circuit, long generation, @Nullable Long probe, Outcome outcome) {
        return new Report(circuit, generation, probe, Call.of(outcome), null);
    }

    /** Returns this report under a name. */
    public Report named(String id) {
        return new Report(circuit, generation, probe, result, retryAfter, id, repeated);
    }

    /** Returns this report as a caller sends it who does not know whether it has arrived. */
    public Report again() {
        return new Report(circuit, generation, probe, result, retryAfter, id, true);
    }

    /** Returns what its name is told apart by from the names of other circuits and generations; null if it has none. */
    @Nullable
    String key() {
        return id == null ? null : circuit + "/" + generation + "/" + id;
    }
}
