package dev.headgate.worker;

import java.time.Duration;

/** The queues that the worker writes to: SQS, and lists in the tests. All calls throw if the message was not taken. */
public interface Outbox {
    /** Sends what is left of a message to the work queue, to be seen after the delay: whole seconds, at most 900. */
    void putBack(WorkMessage message, Duration delay);

    /** Sends what is left of a message to the slow lane's queue: each item of it is worked there, at a low rate of its own. */
    void slowLane(WorkMessage message);

    /** Sends a message to the dead-letter queue. */
    void deadLetter(DeadLetter letter);
}
