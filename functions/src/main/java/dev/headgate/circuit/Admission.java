package dev.headgate.circuit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whether a call may be made now. */
public sealed interface Admission {
    /** Returns the circuit's state, as this environment sees it, or saw it last where the store is out of reach. */
    State state();

    /** Returns the generation of that state: what a report must name. 0 where it is not known. */
    long generation();

    /**
     * The call may be made; its outcome is to be reported with this generation and probe.
     *
     * @param probe the probe that was taken, or null where the circuit is closed (and in the answer to a peek)
     * @param blind whether the store is out of reach, and the circuit's settings let the call pass all the same
     */
    record Allowed(State state, long generation, @Nullable Long probe, boolean blind) implements Admission {
        /** Allowed by the circuit itself. */
        public Allowed(State state, long generation, @Nullable Long probe) {
            this(state, generation, probe, false);
        }
    }

    /**
     * The call must not be made.
     *
     * @param retryAt when it is worth to ask again; jittered, so that the refused do not come back together
     */
    record Refused(Why why, State state, long generation, Instant retryAt) implements Admission {}

    /** Why a call must not be made. */
    enum Why {
        /** The circuit is open, or half-open with all its probes out. */
        CIRCUIT_OPEN,
        /** An operator has opened it. */
        FORCED_OPEN,
        /** The store is out of reach, and the circuit's settings let no call pass then. */
        STORE_UNAVAILABLE
    }
}
