package dev.headgate.circuit;

import java.time.Instant;
import java.util.Map;

/** What a circuit is in, with what it knows in that state. */
public sealed interface State {
    /** Returns the state's name, as answers and the store spell it. */
    String name();

    /** Returns whether all calls pass. */
    default boolean letsAllPass() {
        return this instanceof Counting || this instanceof Disabled;
    }

    /** A state in which outcomes are counted in a window. */
    sealed interface Counting extends State {
        Window window();

        /** Returns this state with another window. */
        State with(Window changed);
    }

    /** Calls pass, and their outcomes are counted. */
    record Closed(Window window) implements Counting {
        @Override
        public String name() {
            return "CLOSED";
        }

        @Override
        public State with(Window changed) {
            return new Closed(changed);
        }
    }

    /**
     * No call passes until then.
     *
     * @param attempts how many times in a row it has opened, without having been closed in between; from 1
     */
    record Open(Instant until, long attempts) implements State {
        /** Open for the first time. */
        public Open(Instant until) {
            this(until, 1);
        }

        @Override
        public String name() {
            return "OPEN";
        }
    }

    /**
     * A few calls pass, as probes.
     *
     * @param until when it opens again, where the settings have a time-out; otherwise when what the probes found is too old
     *     to count, and probing starts anew
     * @param probes the probes given out, by their number
     * @param attempts how many times in a row the circuit has opened
     */
    record HalfOpen(Instant until, Map<Long, Probe> probes, long attempts) implements State {
        public HalfOpen {
            probes = Map.copyOf(probes);
        }

        /** Half-open for the first time. */
        public HalfOpen(Instant until, Map<Long, Probe> probes) {
            this(until, probes, 1);
        }

        @Override
        public String name() {
            return "HALF_OPEN";
        }

        /** Returns what the probes found so far. */
        public Counts found() {
            return probes.values().stream()
                    .map(probe -> probe instanceof Probe.Done(Kind kind) ? Counts.of(kind, 1) : Counts.NONE)
                    .reduce(Counts.NONE, Counts::plus);
        }

        /** Returns whether this probe is out, its lease still runs, and what it finds still counts. */
        public boolean isOut(long probe, Instant now) {
            return until.isAfter(now) && probes.get(probe) instanceof Probe.Leased(Instant end) && end.isAfter(now);
        }

        /** Returns this state with other probes. */
        HalfOpen with(Map<Long, Probe> changed) {
            return new HalfOpen(until, changed, attempts);
        }
    }

    /** No call passes until an operator says so. */
    record ForcedOpen() implements State {
        @Override
        public String name() {
            return "FORCED_OPEN";
        }
    }

    /** Calls pass and nothing is counted, until an operator says so. */
    record Disabled() implements State {
        @Override
        public String name() {
            return "DISABLED";
        }
    }

    /** Calls pass and their outcomes are counted, but open nothing, until an operator says so. */
    record MetricsOnly(Window window) implements Counting {
        @Override
        public String name() {
            return "METRICS_ONLY";
        }

        @Override
        public State with(Window changed) {
            return new MetricsOnly(changed);
        }
    }
}
