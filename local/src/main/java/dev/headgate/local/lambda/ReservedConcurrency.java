package dev.headgate.local.lambda;

import java.util.OptionalInt;

/** How many events of a function may be handled at once, if any number is reserved; it may change at any time. */
final class ReservedConcurrency {
    private OptionalInt reserved;
    private int inside;

    ReservedConcurrency(OptionalInt reserved) {
        this.reserved = reserved;
    }

    /** Returns whether there is room, which {@link #leave} gives back. */
    synchronized boolean tryEnter() {
        boolean room = inside < reserved.orElse(Integer.MAX_VALUE);
        inside += room ? 1 : 0;
        return room;
    }

    synchronized void leave() {
        inside--;
    }

    synchronized OptionalInt reserved() {
        return reserved;
    }

    /** Those inside stay; nobody enters until there are fewer. */
    synchronized void set(OptionalInt value) {
        reserved = value;
    }
}
