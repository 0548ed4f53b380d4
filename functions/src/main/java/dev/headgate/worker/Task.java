package dev.headgate.worker;

import dev.headgate.worker.Event.Why;
import java.time.Instant;

/**
 * An item on its way through a batch.
 *
 * @param notBefore when it may be tried next
 * @param why what it waits for
 */
record Task(Progress message, Item item, Instant notBefore, Why why) {
    Result.Key key() {
        return new Result.Key(message.job(), item.id());
    }

    Task later(Instant moment, Why reason) {
        return new Task(message, item, moment, reason);
    }

    /** Returns this task, waiting until what shut it out opens; it does not wait less than it did. */
    Task behind(Gate.Shut shut) {
        return later(shut.retryAt().isAfter(notBefore) ? shut.retryAt() : notBefore, shut.why());
    }

    Task throttledOnce() {
        return new Task(message, item.throttledOnce(), notBefore, why);
    }

    Task failedOnce() {
        return new Task(message, item.failedOnce(), notBefore, why);
    }
}
