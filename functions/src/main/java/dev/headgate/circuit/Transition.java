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

        /** Returns why a change begins a new generation; nothing for one that does not. */
        static Optional<Cause> of(Change change) {
            return switch (change) {
                case Change.Trip _ -> Optional.of(TRIPPED);
                case Change.BeginProbing _ -> Optional.of(PROBING);
                case Change.Close _ -> Optional.of(RECOVERED);
                case Change.Reopen _ -> Optional.of(PROBES_FAILED);
                case Change.TimeOut _ -> Optional.of(TIMED_OUT);
                case Change.Force _ -> Optional.of(FORCED);
                case Change.Count _,
                        Change.Trim _,
                        Change.TakeProbe _,
                        Change.Leave _,
                        Change.SettleProbe _,
                        Change.ReturnProbe _,
                        Change.RenewProbe _ -> Optional.empty();
            };
        }
    }
}
