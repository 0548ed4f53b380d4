package dev.headgate.circuit;

import java.time.Instant;
import java.util.Map;

/**
 * A circuit at one moment.
 *
 * @param generation grows by one with each change of state, and never goes back
 */
public record Circuit(CircuitSettings settings, long generation, State state) {
    /** Returns this circuit with new settings; its state is kept. */
    public Circuit with(CircuitSettings changed) {
        return new Circuit(changed, generation, state);
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

    /** Returns this circuit with something noted in the state that it is in. */
    Circuit noting(State noted) {
        return new Circuit(settings, generation, noted);
    }

    /** Returns this circuit in another state: a new generation. */
    Circuit changedTo(State next) {
        return new Circuit(settings, generation + 1, next);
    }
}
