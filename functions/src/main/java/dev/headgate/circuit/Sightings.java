package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** What this environment saw last of each circuit. */
final class Sightings {
    private final ConcurrentMap<String, Sighting> byName = new ConcurrentHashMap<>();
    private final Duration time;

    Sightings(Duration time) {
        this.time = time;
    }

    /** Returns what answers without the store: an open circuit until its time, any other for the cache's time. */
    Optional<Circuit> fresh(String name, Instant now) {
        return Optional.ofNullable(byName.get(name))
                .filter(seen -> seen.isFresh(now, time))
                .map(Sighting::circuit);
    }

    /**
     * Returns what a check can start from. An open circuit whose time is over will do, too: the write that starts probing
     * needs no read before it, and is refused with the circuit as it is where others were first.
     */
    Optional<Circuit> toDecideOn(String name, Instant now) {
        return Optional.ofNullable(byName.get(name))
                .filter(seen -> seen.isFresh(now, time) || seen.circuit().state() instanceof State.Open)
                .map(Sighting::circuit);
    }

    /** Returns the last sighting, however old: for the settings, and for the old buckets to drop. */
    Optional<Circuit> last(String name) {
        return Optional.ofNullable(byName.get(name)).map(Sighting::circuit);
    }

    /** Returns the later of what was just seen and what other threads saw in the meantime. */
    Circuit note(Circuit circuit, Instant now) {
        Sighting seen = new Sighting(circuit, now);
        return byName.merge(circuit.settings().name(), seen, (old, young) -> old.outdates(young, time) ? old : young)
                .circuit();
    }

    private record Sighting(Circuit circuit, Instant at) {
        boolean isFresh(Instant now, Duration time) {
            return circuit.state() instanceof State.Open(Instant until, long _)
                    ? until.isAfter(now)
                    : isRecent(now, time);
        }

        /** A read may be a moment behind a write's answer. A generation that is really lower is a circuit made anew. */
        boolean outdates(Sighting young, Duration time) {
            return circuit.generation() > young.circuit.generation() && isRecent(young.at, time);
        }

        private boolean isRecent(Instant now, Duration time) {
            return Duration.between(at, now).abs().compareTo(time) < 0;
        }
    }
}
