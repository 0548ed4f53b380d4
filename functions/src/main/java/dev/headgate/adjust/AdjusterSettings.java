package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.util.Set;

/**
 * How a limit follows its alarms.
 *
 * @param mode whether it does
 * @param recoveryAlarms the names of alarms that say that trouble is not over: they hold back a step up, and cause none down
 * @param concurrencyAlarms the names of alarms that the ceiling does not follow: lowering the rate would repair nothing
 */
public record AdjusterSettings(
        Mode mode, Step step, Targets targets, Set<String> recoveryAlarms, Set<String> concurrencyAlarms) {

    /** Whether the adjuster adjusts. */
    public enum Mode {
        ON,
        /** Everything goes back to the top, and stays there. */
        OFF
    }

    public AdjusterSettings {
        Bounds.between("RecoveryAlarms", recoveryAlarms.size(), 0, Readings.MOST);
        Bounds.between("ConcurrencyAlarms", concurrencyAlarms.size(), 0, Readings.MOST);
        recoveryAlarms = Set.copyOf(recoveryAlarms);
        concurrencyAlarms = Set.copyOf(concurrencyAlarms);
    }

    /** Returns whether the ladder waits until the alarm is OK. */
    boolean concerns(Ladder ladder, String alarm) {
        return switch (ladder) {
            case CEILING -> !concurrencyAlarms.contains(alarm);
            case CONCURRENCY -> true;
        };
    }

    /** Returns whether the ladder goes down while the alarm lasts. */
    boolean lowers(Ladder ladder, String alarm) {
        return concerns(ladder, alarm) && !recoveryAlarms.contains(alarm);
    }

    boolean canPause(Ladder ladder) {
        return switch (ladder) {
            case CEILING -> false;
            case CONCURRENCY -> targets.canPause();
        };
    }
}
