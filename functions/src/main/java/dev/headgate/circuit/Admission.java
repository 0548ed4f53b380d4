package dev.headgate.circuit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a call may be made now. */
public sealed interface Admission {
    /** Returns the circuit's state, as this environment sees it. */
    State state();

    /** Returns the generation of that state: what a report must name. */
    long generation();

    /**
     * The call may be made; its outcome is to be reported with this generation and probe.
     *
     * @param probe the probe that was taken, or null where the circuit is closed (and in the answer to a peek)
     */
    record Allowed(State state, long generation, @Nullable Long probe) implements Admission {}

    /**
     * The call must not be made.
     *
     * @param retryAt when it is worth to ask again; jittered, so that the refused do not come back together
     */
    record Refused(State state, long generation, Instant retryAt) implements Admission {}
}
