package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Healthy outcomes that this environment has not written yet, by circuit. Thread-safe.
 *
 * <p>What is here is lost when the environment dies: at most one flush interval's successes, and no failure.
 */
final class Gathered {
    private final Map<String, Batch> byName = new HashMap<>();

    /**
     * Outcomes of one generation.
     *
     * @param since when the first of them came
     */
    record Batch(long generation, Outcomes outcomes, Instant since) {
        boolean isDue(Duration interval, Instant now) {
            return Duration.between(since, now).abs().compareTo(interval) >= 0;
        }

        /** Returns what has waited and then this; what has waited of another generation would be refused. */
        Batch after(Optional<Batch> waited) {
            return waited.filter(batch -> batch.generation == generation)
                    .map(batch -> new Batch(generation, batch.outcomes.then(outcomes), batch.since))
                    .orElse(this);
        }
    }

    /** Returns what has been gathered of this generation, with these outcomes; another generation's is forgotten. */
    synchronized Batch add(String name, Batch more) {
        Batch all = more.after(look(name));
        byName.put(name, all);
        return all;
    }

    /** Returns what has been gathered, and forgets it: who takes it writes it. */
    synchronized Optional<Batch> take(String name) {
        return Optional.ofNullable(byName.remove(name));
    }

    /** Returns what has been gathered, and leaves it. */
    synchronized Optional<Batch> look(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
