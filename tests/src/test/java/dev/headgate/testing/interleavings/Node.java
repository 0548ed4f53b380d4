package dev.headgate.testing.interleavings;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A point of the search: what could happen there, and what was tried of it. */
final class Node {
    private final List<Ready> ready;
    private final List<Ready> asleep;
    private int next;

    /** A move, with what it reads and writes, null for everything. */
    record Ready(Move move, @Nullable Object touched) {

        /** Two moves of different callers that lead to the same state in either order, and leave each other possible. */
        boolean commutesWith(Ready other) {
            return move.caller() != other.move.caller()
                    && !(move.kind().isFault() && other.move.kind().isFault())
                    && touched != null
                    && other.touched != null
                    && !touched.equals(other.touched);
        }
    }

    /**
     * @param asleep what need not be tried here, since it was tried before and commutes with all that came since
     */
    Node(List<Ready> ready, List<Ready> asleep) {
        this.ready = List.copyOf(ready);
        this.asleep = new ArrayList<>(asleep);
        skipAsleep();
    }

    List<Ready> ready() {
        return ready;
    }

    boolean exhausted() {
        return next >= ready.size();
    }

    Ready taken() {
        return ready.get(next);
    }

    /** Returns what sleeps after the move that is taken here. */
    List<Ready> asleepAfter() {
        Ready taken = taken();
        return asleep.stream().filter(taken::commutesWith).toList();
    }

    /**
     * Goes on to the next move to be tried; false if there is none.
     *
     * @param reducing whether the move tried now sleeps in what follows
     */
    boolean advance(boolean reducing) {
        if (reducing) {
            asleep.add(taken());
        }
        next++;
        skipAsleep();
        return !exhausted();
    }

    private void skipAsleep() {
        while (!exhausted() && asleep.contains(taken())) {
            next++;
        }
    }
}
