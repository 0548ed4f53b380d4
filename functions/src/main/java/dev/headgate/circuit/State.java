package dev.headgate.circuit;

import java.time.Instant;
import java.util.Map;

/** What a circuit is in, with what it knows in that state. */
public sealed interface State {
    /** Returns the state's name, as answers and the store spell it. */
    String name();

    /** Calls pass, and their outcomes are counted. */
    record Closed(Window window) implements State {
        @Override
        public String name() {
            return "CLOSED";
        }
    }

    /** No call passes until then. */
    record Open(Instant until) implements State {
        @Override
        public String name() {
            return "OPEN";
        }
    }

    /**
     * A few calls pass, as probes.
     *
     * @param until when what the probes found is too old to count, and probing starts anew
     * @param probes the probes given out, by their number
     */
    record HalfOpen(Instant until, Map<Long, Probe> probes) implements State {
        public HalfOpen {
            probes = Map.copyOf(probes);
        }

        @Override
        public String name() {
            return "HALF_OPEN";
        }

        /** Returns how many probes have succeeded. */
        public long successes() {
            return probes.values().stream()
                    .filter(Probe.Succeeded.class::isInstance)
                    .count();
        }

        /** Returns whether this probe is out and its lease still runs. */
        public boolean isOut(long probe, Instant now) {
            return probes.get(probe) instanceof Probe.Leased(Instant end) && end.isAfter(now);
        }
    }
}
