package dev.headgate.local.asl;

import java.util.Map;

/** States, and the one to begin with: a state machine, a branch of a Parallel or the processor of a Map. */
record Flow(String startAt, Map<String, State> states) {

    Flow {
        states = Map.copyOf(states);
    }

    State start() {
        return state(startAt);
    }

    State state(String name) {
        State state = states.get(name);
        if (state == null) {
            throw new IllegalArgumentException("no such state: " + name);
        }
        return state;
    }
}
