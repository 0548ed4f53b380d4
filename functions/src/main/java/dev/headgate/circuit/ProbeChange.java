package dev.headgate.circuit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** What becomes of the places of probes; the state stays. */
public sealed interface ProbeChange extends Change {
    /**
     * Takes one more probe.
     *
     * @param lapsed the probes, of this round and earlier ones, whose leases have run out, with the ends that were seen:
     *     their places are free
     * @param most how many probes the settings allow, as they were seen
     * @param until when the round ends; never earlier than it did
     */
    record Take(
            long generation,
            long probe,
            Map<Long, Instant> lapsed,
            int most,
            Instant now,
            Instant leaseEnd,
            Instant until)
            implements ProbeChange {
        public Take {
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
    record Leave(long probe) implements ProbeChange {
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
    record Settle(long generation, long probe, Kind kind, Instant now) implements ProbeChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return whileOut(circuit, generation, probe, now, probes -> {
                probes.put(probe, new Probe.Done(kind));
                return probes;
            });
        }
    }

    /** Gives a probe back that found out nothing, if its lease still runs. */
    record Return(long generation, long probe, Instant now) implements ProbeChange {
        @Override
        public Optional<Circuit> on(Circuit circuit) {
            return whileOut(circuit, generation, probe, now, probes -> {
                probes.remove(probe);
                return probes;
            });
        }
    }

    /** Lets a probe take longer, if its lease still runs; the round ends no earlier than it did. */
    record Renew(long generation, long probe, Instant now, Instant leaseEnd, Instant until) implements ProbeChange {
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

    private static Optional<Circuit> whileOut(
            Circuit circuit, long generation, long probe, Instant now, UnaryOperator<Map<Long, Probe>> change) {
        return circuit.generation() == generation
                        && circuit.state() instanceof State.HalfOpen halfOpen
                        && halfOpen.isOut(probe, now)
                ? Optional.of(circuit.noting(halfOpen.with(change.apply(new HashMap<>(halfOpen.probes())))))
                : Optional.empty();
    }
}
