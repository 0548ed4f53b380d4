package dev.headgate.lambda;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.Renewal;
import dev.headgate.circuit.Reported;
import dev.headgate.circuit.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the circuit checker answers, always data. */
sealed interface CheckerAnswer {

    static CheckerAnswer of(Admission admission, Instant now) {
        return switch (admission) {
            case Admission.Allowed(var state, long generation, Long probe, boolean blind) ->
                new Allowed(
                        true,
                        name(state, generation),
                        generation,
                        probe,
                        blind ? Admission.Why.STORE_UNAVAILABLE : null);
            case Admission.Refused(var why, var state, long generation, Instant retryAt) ->
                new Refused(
                        false,
                        name(state, generation),
                        generation,
                        why,
                        Times.upToMillis(retryAt),
                        Math.max(1, Times.secondsUp(now, retryAt)));
        };
    }

    static CheckerAnswer of(Reported reported) {
        return switch (reported) {
            case Reported.Recorded(var state, long generation, var _, var window) ->
                new Recorded(
                        true,
                        state.name(),
                        generation,
                        window.calls(),
                        tenths(window.failureRate()),
                        tenths(window.slowRate()));
            case Reported.Dropped(var reason, var state, long generation) ->
                new Dropped(false, reason, state.name(), generation);
        };
    }

    static CheckerAnswer of(Renewal renewal) {
        return new Renewed(
                renewal.renewed(),
                renewal.state().name(),
                renewal.generation(),
                renewal.renewed() ? renewal.leaseEnd() : null);
    }

    static CheckerAnswer of(Circuit forced) {
        Instant until = forced.state() instanceof State.Open(Instant end, long _) ? end : null;
        return new Changed(true, forced.state().name(), forced.generation(), until);
    }

    /** Generation 0 is that of a circuit which nobody here has ever seen. */
    private static String name(State state, long generation) {
        return generation == 0 ? "UNKNOWN" : state.name();
    }

    private static double tenths(double percent) {
        return Math.round(percent * 10) / 10.0;
    }

    /**
     * The call may be made.
     *
     * @param generation to be sent back with the report
     * @param probe in HALF_OPEN, to be sent back with the report
     * @param warning STORE_UNAVAILABLE where nobody could look, and the circuit lets calls pass then
     */
    record Allowed(
            boolean allowed,
            String state,
            long generation,
            @Nullable Long probe,
            Admission.@Nullable Why warning) implements CheckerAnswer {}

    /**
     * The call must not be made.
     *
     * @param retryAfterSeconds rounded up and jittered, for {@code Wait.Seconds}; at least 1
     */
    record Refused(
            boolean allowed,
            String state,
            long generation,
            Admission.Why reason,
            Instant retryAt,
            long retryAfterSeconds)
            implements CheckerAnswer {}

    /**
     * The outcomes count.
     *
     * @param calls the fleet's calls in the window
     * @param failureRate the failures in percent of them, to a tenth
     * @param slowCallRate the slow calls in percent of them, to a tenth
     */
    record Recorded(
            boolean recorded, String state, long generation, long calls, double failureRate, double slowCallRate)
            implements CheckerAnswer {}

    /** The outcomes came too late, or are not counted; nothing was changed. */
    record Dropped(boolean recorded, Reported.Reason reason, String state, long generation) implements CheckerAnswer {}

    /**
     * Whether the probe may take longer.
     *
     * @param leaseUntil until when, if it may
     */
    record Renewed(
            boolean renewed,
            String state,
            long generation,
            @Nullable Instant leaseUntil) implements CheckerAnswer {}

    /**
     * The circuit is as ordered.
     *
     * @param until when a forced OPEN ends
     */
    record Changed(
            boolean changed,
            String state,
            long generation,
            @Nullable Instant until) implements CheckerAnswer {}
}
