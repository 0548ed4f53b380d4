package dev.headgate.circuit;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The places of a circuit's probes: of this round, where it is half-open, and of calls of earlier rounds.
 *
 * @param round the probes of this round, those that have reported too
 */
record Places(Circuit circuit, Map<Long, Probe> round) {

    static Places of(Circuit circuit) {
        return new Places(circuit, circuit.state() instanceof State.HalfOpen halfOpen ? halfOpen.probes() : Map.of());
    }

    /** Returns how many there are. */
    int most() {
        return circuit.settings().halfOpen().probes();
    }

    /** Returns whether a probe of this number has one. */
    boolean areOf(long probe) {
        return round.containsKey(probe) || circuit.late().containsKey(probe);
    }

    /** Returns whether a check finds one in a half-open circuit: in this round or, where its time is over, in the next. */
    boolean haveRoom(Instant now) {
        boolean running = circuit.state() instanceof State.HalfOpen halfOpen
                && halfOpen.until().isAfter(now);
        return running ? taken() - lapsed(now).size() < most() : areFreeForARound(now);
    }

    /** Returns whether a round may begin: not while all places are those of calls that are still out. */
    boolean areFreeForARound(Instant now) {
        return out(now).size() < most();
    }

    /** Returns until when calls may be out as probes, of any round. */
    Map<Long, Instant> out(Instant now) {
        Map<Long, Instant> out = new HashMap<>(circuit.stillOut(now));
        round.forEach((number, probe) -> {
            if (probe.outUntil().isAfter(now)) {
                out.put(number, probe.outUntil());
            }
        });
        return out;
    }

    /** Returns until when the call may be out whose lease ends first; empty if none is out. */
    Optional<Instant> firstOutUntil(Instant now) {
        return out(now).values().stream().min(Comparator.naturalOrder());
    }

    /** Returns the places of lapsed probes that the next probe may take: none while there are others. */
    Map<Long, Instant> toReplace(Instant now) {
        return taken() < most() ? Map.of() : lapsed(now);
    }

    private int taken() {
        return round.size() + circuit.late().size();
    }

    private Map<Long, Instant> lapsed(Instant now) {
        Map<Long, Instant> lapsed = new HashMap<>(circuit.late());
        round.forEach((number, probe) -> {
            if (probe instanceof Probe.Leased(Instant end)) {
                lapsed.put(number, end);
            }
        });
        lapsed.values().removeIf(end -> end.isAfter(now));
        return lapsed;
    }
}
