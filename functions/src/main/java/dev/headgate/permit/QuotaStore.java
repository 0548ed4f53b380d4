package dev.headgate.permit;

import java.time.Instant;

/**
 * Where is kept how much of each window's quota is used: one number for each key and window.
 *
 * <p>All throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach; whether the write happened is
 * then unknown, and at worst permits are wasted.
 */
public interface QuotaStore {

    /** What a store answered. */
    sealed interface Count {
        /** Returns how much of the window's quota is used. */
        long used();

        /** The permits are counted, and among those used. */
        record Counted(long used) implements Count {}

        /** Nothing was counted: they would have passed the limit. */
        record Full(long used) implements Count {}
    }

    /**
     * Adds the permits to what is used, if that is at most {@code limit} afterwards. One conditional write.
     *
     * @param item the window's (see {@link QuotaLimit#item})
     * @param end the window's end, after which the item is of no use
     */
    Count tryCount(String item, long permits, long limit, Instant end);

    /**
     * Takes permits off what is used, which nobody has used or will. Done at most once, and never tried again: a
     * subtraction that is repeated because its answer was lost would give back what others use. An item that is gone stays
     * gone.
     */
    void giveBack(String item, long permits);

    /** Returns how much is used. Changes nothing. */
    long used(String item);
}
