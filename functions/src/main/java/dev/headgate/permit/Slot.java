package dev.headgate.permit;

import org.jspecify.annotations.Nullable;

/**
 * A slot of a CONCURRENCY limit as its item says.
 *
 * @param number from 0
 * @param holder who has it, as {@link LeaseAsk#holder}; null if it was given back or never lent
 * @param epoch grows on each change of hands; 0 if it was never lent
 * @param until the end of its lease, nanoseconds since the epoch
 */
public record Slot(int number, @Nullable String holder, long epoch, long until) {

    /** Returns a slot that nobody ever had. */
    static Slot unused(int number) {
        return new Slot(number, null, 0, 0);
    }

    /** Returns whether its lease had not ended then, nanoseconds since the epoch. */
    boolean heldAt(long moment) {
        return holder != null && until > moment;
    }

    boolean isOf(String someone) {
        return someone.equals(holder);
    }
}
