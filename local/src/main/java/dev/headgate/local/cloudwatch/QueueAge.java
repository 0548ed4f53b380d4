package dev.headgate.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The age of a queue's oldest message, worked out from counts, since nobody on this machine tells it: messages are taken to
 * leave in the order in which they came. As exact as the counts are frequent.
 */
public final class QueueAge {
    private final Deque<Arrivals> waiting = new ArrayDeque<>();
    private long depth;
    private long deleted;

    private record Arrivals(Instant at, long messages) {}

    /**
     * Returns the age of the oldest message, zero where there is none.
     *
     * @param messages in the queue now, those in flight included
     * @param deletedSoFar how many were deleted since the start
     */
    public Duration observe(Instant now, long messages, long deletedSoFar) {
        long left = Math.max(deletedSoFar - deleted, depth - messages);
        long arrived = messages - depth + left;
        if (arrived > 0) {
            waiting.add(new Arrivals(now, arrived));
        }
        leave(left);
        depth = messages;
        deleted = deletedSoFar;
        return waiting.isEmpty()
                ? Duration.ZERO
                : Duration.between(waiting.getFirst().at(), now);
    }

    private void leave(long messages) {
        long left = messages;
        while (left > 0 && !waiting.isEmpty()) {
            Arrivals oldest = waiting.pop();
            if (oldest.messages() > left) {
                waiting.push(new Arrivals(oldest.at(), oldest.messages() - left));
            }
            left -= oldest.messages();
        }
    }
}
