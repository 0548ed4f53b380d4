package dev.headgate.adaptive;

import java.time.Instant;

/**
 * Tells which calls were accepted amid refusals, of those that one environment hears of. A bucket that is overrun still takes
 * what flows into it; a window that is used up takes nothing until the next one begins.
 */
public final class Amid {
    /** So many calls that were sent later and accepted: those refusals are over. */
    private static final int OVER = 10;

    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private int refused;
    private int later;

    /** Notes a call that was refused, and returns whether that puts one between two others. */
    public boolean refused(Instant sentAt) {
        first = sentAt.isBefore(first) ? sentAt : first;
        last = sentAt.isAfter(last) ? sentAt : last;
        later = 0;
        return ++refused > 2;
    }

    /** Notes a call that was accepted, and returns whether it was sent between two that were refused. */
    public boolean accepted(Instant sentAt) {
        if (sentAt.isAfter(last) && ++later >= OVER) {
            first = Instant.MAX;
            last = Instant.MIN;
            refused = 0;
            later = 0;
        }
        return sentAt.isAfter(first) && sentAt.isBefore(last);
    }
}
