package dev.headgate.circuit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write: what is to become of a circuit, and on which condition. A store makes it in one step or not at
 * all.
 */
public sealed interface Change {
    /** Returns the generation that the change is meant for: in any other it is refused. */
    long generation();

    /** Returns the circuit after this change, or nothing where the condition does not hold. */
    Optional<Circuit> on(Circuit circuit);

    /** Adds outcomes to a closed circuit's window, and drops buckets that count for nobody. */
    record Count(long generation, Instant bucket, Counts counts, Set<Instant> expired) implements Change {
        public Count {
            expired = Set.copyOf(expired);
        }

        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.Closed(Window window)
                    ? Optional.of(circuit.noting(
                            new State.Closed(window.plus(bucket, counts).without(expired))))
                    : Optional.empty();
        }
    }

    /** Opens a closed circuit. */
    record Trip(long generation, Instant until) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.Closed
                    ? Optional.of(circuit.changedTo(new State.Open(until)))
                    : Optional.empty();
        }
    }

    /** Starts probing, with the first probe taken, once the circuit's time is over: OPEN's, or that of a stuck HALF_OPEN. */
    record BeginProbing(long generation, long probe, Instant now, Instant leaseEnd, Instant until) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && isOver(circuit.state())
                    ? Optional.of(
                            circuit.changedTo(new State.HalfOpen(until, Map.of(probe, new Probe.Leased(leaseEnd)))))
                    : Optional.empty();
        }

        private boolean isOver(State state) {
            return switch (state) {
                case State.Closed _ -> false;
                case State.Open(Instant end) -> !end.isAfter(now);
                case State.HalfOpen(Instant end, var _) -> !end.isAfter(now);
            };
        }
    }

    /**
     * Takes one more probe.
     *
     * @param lapsed the probe whose place is taken, since its lease has run out; null for a place that is free
     */
    record TakeProbe(long generation, long probe, @Nullable Long lapsed, Instant now, Instant leaseEnd, Instant until)
            implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen halfOpen
                    ? taken(circuit, halfOpen)
                    : Optional.empty();
        }

        private Optional<Circuit> taken(Circuit circuit, State.HalfOpen halfOpen) {
            Map<Long, Probe> probes = new HashMap<>(halfOpen.probes());
            boolean possible = lapsed == null
                    ? probes.size() < circuit.settings().halfOpenProbes()
                    : probes.remove(lapsed) instanceof Probe.Leased(Instant end) && !end.isAfter(now);
            probes.put(probe, new Probe.Leased(leaseEnd));
            return possible ? Optional.of(circuit.noting(new State.HalfOpen(until, probes))) : Optional.empty();
        }
    }

    /** Notes a probe's success, if its lease still runs. */
    record PassProbe(long generation, long probe, Instant now) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return running(circuit, generation, probe, now).map(halfOpen -> {
                Map<Long, Probe> probes = new HashMap<>(halfOpen.probes());
                probes.put(probe, new Probe.Succeeded());
                return circuit.noting(new State.HalfOpen(halfOpen.until(), probes));
            });
        }
    }

    /** Gives a probe back that found out nothing, if its lease still runs. */
    record ReturnProbe(long generation, long probe, Instant now) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return running(circuit, generation, probe, now).map(halfOpen -> {
                Map<Long, Probe> probes = new HashMap<>(halfOpen.probes());
                probes.remove(probe);
                return circuit.noting(new State.HalfOpen(halfOpen.until(), probes));
            });
        }
    }

    /** Opens the circuit again, since a probe failed whose lease still runs. */
    record FailProbe(long generation, long probe, Instant now, Instant until) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return running(circuit, generation, probe, now).map(halfOpen -> circuit.changedTo(new State.Open(until)));
        }
    }

    /** Closes a half-open circuit, with an empty window. */
    record Close(long generation) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen
                    ? Optional.of(circuit.changedTo(new State.Closed(Window.EMPTY)))
                    : Optional.empty();
        }
    }

    private static Optional<State.HalfOpen> running(Circuit circuit, long generation, long probe, Instant now) {
        return circuit.generation() == generation
                        && circuit.state() instanceof State.HalfOpen halfOpen
                        && halfOpen.isOut(probe, now)
                ? Optional.of(halfOpen)
                : Optional.empty();
    }
}
