package dev.headgate.permit;

import java.util.stream.IntStream;

/**
 * The slots of a limit in pages of nearly the same size, each of at most {@value #MOST} slots: what half a read unit
 * (4 KB, eventually consistent) shows of items of up to 128 bytes, which they are for a limit and key of up to 40
 * characters.
 */
record SlotPages(int slots) {
    static final int MOST = 32;

    int count() {
        return Math.ceilDiv(slots, MOST);
    }

    /** Returns the page that the slot lies on. */
    int of(int slot) {
        return (int) ((long) slot * count() / slots);
    }

    /** Returns the page's first slot. */
    int from(int page) {
        return (int) Math.ceilDiv((long) page * slots, (long) count());
    }

    /** Returns the slot after the page's last. */
    int to(int page) {
        return from(page + 1);
    }

    /** Returns the page's slots, from a place that depends on {@code home} on, so that askers start apart. */
    IntStream around(int page, int home) {
        int size = to(page) - from(page);
        return IntStream.range(0, size).map(i -> from(page) + (home + i) % size);
    }
}
