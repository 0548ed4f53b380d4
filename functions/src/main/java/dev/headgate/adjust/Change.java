package dev.headgate.adjust;

import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * One step of one ladder, as it is kept in the audit.
 *
 * @param number the limit's changes are numbered from 1, without a gap
 * @param why the alarms that were in ALARM, or who reset it and why
 */
public record Change(
        String limit, long number, Instant at, Ladder ladder, Level from, Level to, Cause cause, Set<String> why) {
    /** What a change came of. */
    public enum Cause {
        /** An alarm is in ALARM: one step down. */
        ALARM,
        /** All alarms have been OK for a while: one step up. */
        CALM,
        /** The limit's adjuster is switched off. */
        SWITCHED_OFF,
        /** Somebody asked for it. */
        RESET
    }

    public Change {
        why = Collections.unmodifiableSet(new TreeSet<>(why));
    }
}
