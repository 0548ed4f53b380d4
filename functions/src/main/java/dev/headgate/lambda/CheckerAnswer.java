package dev.headgate.lambda;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Reported;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the circuit checker answers, always data. */
sealed interface CheckerAnswer {

    static CheckerAnswer of(Admission admission, Instant now) {
        return switch (admission) {
            case Admission.Allowed(var state, long generation, Long probe) ->
                new Allowed(true, state.name(), generation, probe);
            case Admission.Refused(var state, long generation, Instant retryAt) ->
                new Refused(
                        false,
                        state.name(),
                        generation,
                        "CIRCUIT_OPEN",
                        Times.upToMillis(retryAt),
                        Math.max(1, Times.secondsUp(now, retryAt)));
        };
    }

    static CheckerAnswer of(Reported reported) {
        return switch (reported) {
            case Reported.Recorded(var state, long generation, var window) ->
                new Recorded(true, state.name(), generation, window.calls(), tenths(window.failureRate()));
            case Reported.Dropped(var reason, var state, long generation) ->
                new Dropped(false, reason, state.name(), generation);
        };
    }

    private static double tenths(double percent) {
        return Math.round(percent * 10) / 10.0;
    }

    /**
     * The call may be made.
     *
     * @param generation to be sent back with the report
     * @param probe in HALF_OPEN, to be sent back with the report
     */
    record Allowed(
            boolean allowed,
            String state,
            long generation,
            @Nullable Long probe) implements CheckerAnswer {}

    /**
     * The call must not be made.
     *
     * @param retryAfterSeconds rounded up and jittered, for {@code Wait.Seconds}; at least 1
     */
    record Refused(
            boolean allowed, String state, long generation, String reason, Instant retryAt, long retryAfterSeconds)
            implements CheckerAnswer {}

    /**
     * The outcomes count.
     *
     * @param calls the fleet's calls in the window
     * @param failureRate the failures in percent of them, to a tenth
     */
    record Recorded(boolean recorded, String state, long generation, long calls, double failureRate)
            implements CheckerAnswer {}

    /** The outcomes came too late; nothing was written. */
    record Dropped(boolean recorded, Reported.Reason reason, String state, long generation) implements CheckerAnswer {}
}
