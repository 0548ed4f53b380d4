package dev.headgate.local.stepfunctions;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the histories of ended executions within a number of events, so that a Map of a million items fits in memory.
 *
 * <p>What goes first is what is looked at least: children of Map Runs that succeeded, then the other children, then
 * executions that someone started; of each the oldest. Running executions are never dropped.
 */
final class Retention {
    private final long maxEvents;
    private final Consumer<RecordedExecution> drop;
    private final Deque<RecordedExecution> succeededChildren = new ArrayDeque<>();
    private final Deque<RecordedExecution> otherChildren = new ArrayDeque<>();
    private final Deque<RecordedExecution> started = new ArrayDeque<>();
    private long events;

    /** @param drop forgets an execution */
    Retention(long maxEvents, Consumer<RecordedExecution> drop) {
        this.maxEvents = maxEvents;
        this.drop = drop;
    }

    /** Takes an execution that has ended, and drops others if there are too many events now. The latest one stays. */
    synchronized void ended(RecordedExecution recorded, boolean child, boolean succeeded) {
        Deque<RecordedExecution> queue = child ? succeeded ? succeededChildren : otherChildren : started;
        queue.addLast(recorded);
        events += recorded.size();
        while (events > maxEvents) {
            RecordedExecution oldest = oldestBut(recorded);
            if (oldest == null) {
                return;
            }
            events -= oldest.size();
            drop.accept(oldest);
        }
    }

    private @Nullable RecordedExecution oldestBut(RecordedExecution latest) {
        for (Deque<RecordedExecution> queue : List.of(succeededChildren, otherChildren, started)) {
            if (!queue.isEmpty() && queue.getFirst() != latest) {
                return queue.removeFirst();
            }
        }
        return null;
    }
}
