package dev.headgate.circuit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A new state, and with it a new generation. */
public sealed interface StateChange extends Change {
    /** Opens a closed circuit. */
    record Trip(long generation, Instant until) implements StateChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.Closed
                    ? Optional.of(circuit.changedTo(new State.Open(until)))
                    : Optional.empty();
        }
    }

    /**
     * Starts probing, with the first probe taken, once the circuit's time is over: OPEN's, or that of a stuck HALF_OPEN.
     *
     * @param late the earlier probes that may still be out: they keep their places until then
     */
    record BeginProbing(
            long generation, long probe, Map<Long, Instant> late, Instant now, Instant leaseEnd, Instant until)
            implements StateChange {
        public BeginProbing {
            late = Map.copyOf(late);
        }

        @Override
        public Optional<Circuit> on(Circuit circuit) {
            if (circuit.generation() != generation) {
                return Optional.empty();
            }
            return switch (circuit.state()) {
                case State.Open(Instant end, long attempts) -> begun(circuit, end, attempts);
                case State.HalfOpen(Instant end, var _, long attempts) -> begun(circuit, end, attempts);
                case State.Counting _, State.ForcedOpen _, State.Disabled _ -> Optional.empty();
            };
        }

        private Optional<Circuit> begun(Circuit circuit, Instant end, long attempts) {
            State next = new State.HalfOpen(until, Map.of(probe, new Probe.Leased(leaseEnd)), attempts);
            return end.isAfter(now)
                    ? Optional.empty()
                    : Optional.of(new Circuit(circuit.settings(), generation + 1, next, late));
        }
    }

    /** Opens a half-open circuit again, since its probes did not find the downstream well. */
    record Reopen(long generation, Instant until) implements StateChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen halfOpen
                    ? Optional.of(circuit.changedTo(new State.Open(until, halfOpen.attempts() + 1)))
                    : Optional.empty();
        }
    }

    /** Opens a half-open circuit again, since its time is over. */
    record TimeOut(long generation, Instant now, Instant until) implements StateChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.HalfOpen halfOpen
                            && !halfOpen.until().isAfter(now)
                    ? Optional.of(circuit.changedTo(new State.Open(until, halfOpen.attempts() + 1)))
                    : Optional.empty();
        }
    }

    /** Closes a half-open circuit, with an empty window. */
    record Close(long generation) implements StateChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen
                    ? Optional.of(circuit.changedTo(new State.Closed(Window.EMPTY)))
                    : Optional.empty();
        }
    }

    /** Does what an operator wants, whatever the circuit was in: the operator's word has no condition. */
    record Force(Forced to, Instant until) implements StateChange {
        @Override
        public long generation() {
            return ANY_GENERATION;
        }

        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return Optional.of(circuit.changedTo(state()));
        }

        /** Returns the state that is forced; {@code until} is for OPEN only. */
        public State state() {
            return switch (to) {
                case CLOSED -> new State.Closed(Window.EMPTY);
                case OPEN -> new State.Open(until);
                case FORCED_OPEN -> new State.ForcedOpen();
                case DISABLED -> new State.Disabled();
                case METRICS_ONLY -> new State.MetricsOnly(Window.EMPTY);
            };
        }
    }
}
