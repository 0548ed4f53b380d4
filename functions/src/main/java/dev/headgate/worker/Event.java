package dev.headgate.worker;

import java.time.Duration;

/** What happened in a batch, for logs and metrics. None of these carries a text, an answer, a token or a key. */
public sealed interface Event {
    /**
     * The gateway was called.
     *
     * @param detail why it was not answered, or nothing
     * @param tokens what it cost
     */
    record Called(Outcome outcome, String detail, long tokens) implements Event {
        static Called of(Answer answer) {
            return switch (answer) {
                case Answer.Answered ok -> new Called(Outcome.ANSWERED, "", ok.tokens());
                case Answer.Throttled full -> new Called(Outcome.THROTTLED, "", 0);
                case Answer.Failed failed -> new Called(Outcome.FAILED, failed.reason(), 0);
                case Answer.Rejected no -> new Called(Outcome.REJECTED, no.reason(), 0);
            };
        }
    }

    /** What became of a call. */
    enum Outcome {
        ANSWERED,
        THROTTLED,
        FAILED,
        REJECTED
    }

    /** An answer was saved; {@code first} is false if another delivery had been quicker. */
    record Saved(boolean first) implements Event {}

    /** Items had their result already, and were not called for again. */
    record AlreadyDone(int items) implements Event {}

    /** A Retry-After paused the limit for everyone. */
    record Paused(Duration duration) implements Event {}

    record DeadLettered(String job, String error, String cause) implements Event {}

    /** Items went back to the work queue. */
    record PutBack(String job, int items, Duration delay, Why why) implements Event {}

    /** Items went to the slow lane: their calls were too many too often. */
    record Slowed(String job, int items) implements Event {}

    /** The task of a token is over: its execution was stopped, or answered by another delivery. */
    record NobodyWaits(String job) implements Event {}

    /** A part failed that was to do something; the message named, if one is, will be delivered again. */
    record Faulted(String messageId, String action, Exception fault) implements Event {}

    /** Why an item was not done now; NEW has not been tried. */
    enum Why {
        NEW,
        CIRCUIT_OPEN,
        RATE,
        PAUSED,
        TIME,
        FAILED,
        THROTTLED,
        /** Throttled too often: for the slow lane. */
        TOO_MANY,
        STORE_UNAVAILABLE
    }
}
