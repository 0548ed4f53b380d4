package dev.headgate.circuit;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A circuit at one moment.
 *
 * @param generation grows by one with each change of state, and never goes back
 * @param late the places of earlier rounds' probes, by their number: until when such a call may be out
 */
public record Circuit(CircuitSettings settings, long generation, State state, Map<Long, Instant> late) {
    public Circuit {
        late = Map.copyOf(late);
    }

    /** A circuit of which no earlier round's probe is out. */
    public Circuit(CircuitSettings settings, long generation, State state) {
        this(settings, generation, state, Map.of());
    }

    /** Returns this circuit with new settings; its state is kept. */
    public Circuit with(CircuitSettings changed) {
        return new Circuit(changed, generation, state, late);
    }

    /** Returns a circuit that has just been declared: closed, in its first generation. */
    public static Circuit declared(CircuitSettings settings) {
        return new Circuit(settings, 1, new State.Closed(Window.EMPTY));
    }

    /** Returns the state as it is told at that moment: an automatic circuit is HALF_OPEN once OPEN's time is over. */
    State stateAt(Instant now) {
        return settings.open().automatic()
                        && state instanceof State.Open(Instant until, long attempts)
                        && !until.isAfter(now)
                ? new State.HalfOpen(until, Map.of(), attempts)
                : state;
    }

    /** Returns the earlier rounds' probes that may still be out. */
    Map<Long, Instant> stillOut(Instant now) {
        return late.entrySet().stream()
                .filter(place -> place.getValue().isAfter(now))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Returns this circuit with something noted in the state that it is in. */
    Circuit noting(State noted) {
        return new Circuit(settings, generation, noted, late);
    }

    /** Returns this circuit in another state: a new generation. Calls that are out as probes stay out. */
    Circuit changedTo(State next) {
        Map<Long, Instant> all = new HashMap<>(late);
        if (state instanceof State.HalfOpen halfOpen) {
            halfOpen.probes().forEach((number, probe) -> all.put(number, probe.outUntil()));
        }
        return new Circuit(settings, generation + 1, next, all);
    }

    /** Returns this circuit without places that are over. */
    Circuit without(Set<Long> places) {
        Map<Long, Instant> left = new HashMap<>(late);
        left.keySet().removeAll(places);
        return new Circuit(settings, generation, state, left);
    }
}
