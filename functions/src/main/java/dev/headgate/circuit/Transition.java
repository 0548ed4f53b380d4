package dev.headgate.circuit;

import java.util.Optional;

/**
 * A change of state, told once in the fleet: by the environment whose write made it.
 *
 * @param circuit the circuit in its new state
 * @param order whose word it was, for {@link Cause#FORCED}
 */
public record Transition(Circuit circuit, Cause cause, Optional<Order> order) {
    /** Why a circuit changed its state. */
    public enum Cause {
        /** Outcomes passed a threshold. */
        TRIPPED,
        /** The time was over, and a first probe was taken. */
        PROBING,
        /** The probes found the downstream well. */
        RECOVERED,
        /** The probes did not find the downstream well. */
        PROBES_FAILED,
        /** The probes did not find out in time. */
        TIMED_OUT,
        /** An operator wanted it. */
        FORCED;

        /** Returns why a change of state is made. */
        static Cause of(StateChange change) {
            return switch (change) {
                case StateChange.Trip _ -> TRIPPED;
                case StateChange.BeginProbing _ -> PROBING;
                case StateChange.Close _ -> RECOVERED;
                case StateChange.Reopen _ -> PROBES_FAILED;
                case StateChange.TimeOut _ -> TIMED_OUT;
                case StateChange.Force _ -> FORCED;
            };
        }
    }
}
