package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.time.Instant;

/**
 * What an alarm said last.
 *
 * @param alarm its name, 1 to 255 characters
 * @param at when it began to say so, by CloudWatch's clock
 */
public record Reading(String alarm, AlarmState state, Instant at) {
    private static final int LONGEST_NAME = 255;

    public Reading {
        Bounds.text("alarmName", alarm, LONGEST_NAME);
    }

    /** Returns whether this one holds and not {@code other}: the later; of two of the same moment, the more severe. */
    boolean replaces(Reading other) {
        int order = at.compareTo(other.at);
        return order > 0 || (order == 0 && state.compareTo(other.state) > 0);
    }
}
