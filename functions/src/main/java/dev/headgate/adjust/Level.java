package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.time.Instant;

/**
 * Where a ladder stands.
 *
 * @param percent of what is declared, 1 to 100
 * @param paused whether the queue's polling is stopped: one step below the floor
 * @param changedAt when it came there
 */
public record Level(int percent, boolean paused, Instant changedAt) {
    static final int TOP = 100;
    static final Level UNCHANGED = new Level(TOP, false, Instant.EPOCH);

    public Level {
        Bounds.between("percent", percent, 1, TOP);
    }

    boolean isTop() {
        return percent == TOP && !paused;
    }

    boolean sameAs(Level other) {
        return percent == other.percent && paused == other.paused;
    }

    @Override
    public String toString() {
        return paused ? percent + " % and paused" : percent + " %";
    }
}
