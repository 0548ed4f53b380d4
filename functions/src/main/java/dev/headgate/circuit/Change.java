package dev.headgate.circuit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One conditional write: what is to become of a circuit, and on which condition. A store makes it in one step or not at
 * all.
 */
public sealed interface Change {
    /** The generation of a change that is made in any. */
    long ANY_GENERATION = 0;

    /** Returns the generation that the change is meant for: in any other it is refused. */
    long generation();

    /** Returns the circuit after this change, or nothing where the condition does not hold. */
    Optional<Circuit> on(Circuit circuit);

    /**
     * Adds outcomes to the window of a circuit that counts, and drops what nobody needs any more.
     *
     * @param receipt by which the circuit knows that it has these; null where nothing is added
     */
    record Count(
            long generation, Outcomes outcomes, @Nullable Receipt receipt, Clearing clearing) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.Counting counting
                            && !isThere(counting.window())
                    ? Optional.of(circuit.noting(counting.with(after(counting.window())))
                            .without(clearing.places()))
                    : Optional.empty();
        }

        private boolean isThere(Window window) {
            return receipt != null && window.receipts().containsKey(receipt.id());
        }

        private Window after(Window window) {
            Window added = window.without(clearing).plus(outcomes);
            return receipt == null ? added : added.with(receipt);
        }
    }

    /**
     * Drops the first runs of a circuit that counts.
     *
     * @param dropped how many had been dropped when these were seen: nobody has dropped any since
     */
    record Trim(long generation, long dropped, int runs) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.Counting counting
                            && counting.window().dropped() == dropped
                    ? Optional.of(circuit.noting(counting.with(counting.window().withoutFirst(runs))))
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

    /**
     * Starts probing, with the first probe taken, once the circuit's time is over: OPEN's, or that of a stuck HALF_OPEN.
     *
     * @param late the earlier probes that may still be out: they keep their places until then
     */
    record BeginProbing(
            long generation, long probe, Map<Long, Instant> late, Instant now, Instant leaseEnd, Instant until)
            implements Change {
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

    /**
     * Takes one more probe.
     *
     * @param lapsed the probes, of this round and earlier ones, whose leases have run out, with the ends that were seen:
     *     their places are free
     * @param most how many probes the settings allow, as they were seen
     * @param until when the round ends; never earlier than it did
     */
    record TakeProbe(
            long generation,
            long probe,
            Map<Long, Instant> lapsed,
            int most,
            Instant now,
            Instant leaseEnd,
            Instant until)
            implements Change {
        public TakeProbe {
            lapsed = Map.copyOf(lapsed);
        }

        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation
                            && circuit.state() instanceof State.HalfOpen halfOpen
                            && halfOpen.until().isAfter(now)
                            && !halfOpen.until().isAfter(until)
                            && circuit.settings().halfOpen().probes() == most
                    ? taken(circuit, halfOpen)
                    : Optional.empty();
        }

        private Optional<Circuit> taken(Circuit circuit, State.HalfOpen halfOpen) {
            Map<Long, Probe> probes = new HashMap<>(halfOpen.probes());
            int places = probes.size() + circuit.late().size();
            boolean seenRight = lapsed.entrySet().stream()
                    .allMatch(place -> new Probe.Leased(place.getValue()).equals(probes.get(place.getKey()))
                            || place.getValue().equals(circuit.late().get(place.getKey())));
            probes.keySet().removeAll(lapsed.keySet());
            probes.put(probe, new Probe.Leased(leaseEnd));
            return seenRight && places < most + lapsed.size()
                    ? Optional.of(circuit.noting(new State.HalfOpen(until, probes, halfOpen.attempts()))
                            .without(lapsed.keySet()))
                    : Optional.empty();
        }
    }

    /** Gives back the place of an earlier round's probe whose call is over, whatever the circuit is in. */
    record Leave(long probe) implements Change {
        @Override
        public long generation() {
            return ANY_GENERATION;
        }

        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.late().containsKey(probe) ? Optional.of(circuit.without(Set.of(probe))) : Optional.empty();
        }
    }

    /** Notes what a probe found, if its lease still runs. */
    record SettleProbe(long generation, long probe, Kind kind, Instant now) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return whileOut(circuit, generation, probe, now, probes -> {
                probes.put(probe, new Probe.Done(kind));
                return probes;
            });
        }
    }

    /** Gives a probe back that found out nothing, if its lease still runs. */
    record ReturnProbe(long generation, long probe, Instant now) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return whileOut(circuit, generation, probe, now, probes -> {
                probes.remove(probe);
                return probes;
            });
        }
    }

    /** Lets a probe take longer, if its lease still runs; the round ends no earlier than it did. */
    record RenewProbe(long generation, long probe, Instant now, Instant leaseEnd, Instant until) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return whileOut(circuit, generation, probe, now, probes -> {
                        probes.put(probe, new Probe.Leased(leaseEnd));
                        return probes;
                    })
                    .filter(renewed -> isNotBefore(circuit.state()))
                    .map(renewed -> renewed.noting(movedTo(until, renewed.state())));
        }

        private boolean isNotBefore(State state) {
            return state instanceof State.HalfOpen halfOpen && !halfOpen.until().isAfter(until);
        }

        private static State movedTo(Instant until, State state) {
            return state instanceof State.HalfOpen halfOpen
                    ? new State.HalfOpen(until, halfOpen.probes(), halfOpen.attempts())
                    : state;
        }
    }

    /** Opens a half-open circuit again, since its probes did not find the downstream well. */
    record Reopen(long generation, Instant until) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen halfOpen
                    ? Optional.of(circuit.changedTo(new State.Open(until, halfOpen.attempts() + 1)))
                    : Optional.empty();
        }
    }

    /** Opens a half-open circuit again, since its time is over. */
    record TimeOut(long generation, Instant now, Instant until) implements Change {
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
    record Close(long generation) implements Change {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return circuit.generation() == generation && circuit.state() instanceof State.HalfOpen
                    ? Optional.of(circuit.changedTo(new State.Closed(Window.EMPTY)))
                    : Optional.empty();
        }
    }

    /** Does what an operator wants, whatever the circuit was in: the operator's word has no condition. */
    record Force(Forced to, Instant until) implements Change {
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

    private static Optional<Circuit> whileOut(
            Circuit circuit, long generation, long probe, Instant now, UnaryOperator<Map<Long, Probe>> change) {
        return circuit.generation() == generation
                        && circuit.state() instanceof State.HalfOpen halfOpen
                        && halfOpen.isOut(probe, now)
                ? Optional.of(circuit.noting(halfOpen.with(change.apply(new HashMap<>(halfOpen.probes())))))
                : Optional.empty();
    }
}
