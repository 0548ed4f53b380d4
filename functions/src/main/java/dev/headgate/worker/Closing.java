package dev.headgate.worker;

import dev.headgate.worker.DeadLetter.Subject;
import dev.headgate.worker.Delivery.Unreadable;
import dev.headgate.worker.Event.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * How messages end. Everything is sent before the queue is told that the message is done, so a fault at any point makes
 * the message come again, and at worst something is sent twice; nothing is lost.
 */
final class Closing {
    private static final Duration LEAST_DELAY = Duration.ofSeconds(1);

    private final Outbox outbox;
    private final Tokens tokens;
    private final Events events;

    Closing(Outbox outbox, Tokens tokens, Events events) {
        this.outbox = outbox;
        this.tokens = tokens;
        this.events = events;
    }

    /** Ends a message all of whose items are settled; a faulted one is left to its next delivery. */
    void finish(Progress message) {
        if (!message.isFaulted()) {
            guarded(message, "finish", () -> {
                sendLetters(message);
                message.taskToken().ifPresent(token -> answer(token, message));
            });
        }
    }

    /** Sends the unfinished items back to the queue, to be seen when the last of them may be tried. */
    void putBack(Progress message, List<Task> left, Instant now) {
        guarded(message, "put back", () -> {
            sendLetters(message);
            Task last = left.stream().max(Comparator.comparing(Task::notBefore)).orElseThrow();
            Duration delay = delay(now, last.notBefore());
            outbox.putBack(message.remaining(left.stream().map(Task::item).toList()), delay);
            events.note(new Event.PutBack(message.job(), left.size(), delay, why(left)));
        });
    }

    /** Sends the unfinished items to the slow lane, all of them: a task token cannot be in two queues. */
    void slowDown(Progress message, List<Task> left) {
        guarded(message, "slow down", () -> {
            sendLetters(message);
            outbox.slowLane(message.remaining(left.stream().map(Task::item).toList()));
            events.note(new Event.Slowed(message.job(), left.size()));
        });
    }

    /**
     * Dead-letters what is not a message of ours.
     *
     * @return whether that was done; otherwise the queue must deliver it again
     */
    boolean bury(Unreadable unreadable) {
        try {
            send(new DeadLetter("", new Subject.Raw(unreadable.body()), DeadLetter.MALFORMED, unreadable.reason()));
            unreadable.taskToken().ifPresent(token -> fail(token, unreadable.reason()));
            return true;
        } catch (RuntimeException e) {
            events.note(new Event.Faulted(unreadable.messageId(), "dead-letter", e));
            return false;
        }
    }

    void fault(Progress message, String action, Exception fault) {
        message.fault();
        events.note(new Event.Faulted(message.messageId(), action, fault));
    }

    private void guarded(Progress message, String action, Runnable ending) {
        try {
            ending.run();
        } catch (RuntimeException e) {
            fault(message, action, e);
        }
    }

    private void sendLetters(Progress message) {
        message.letters().forEach(this::send);
    }

    private void send(DeadLetter letter) {
        outbox.deadLetter(letter);
        events.note(new Event.DeadLettered(letter.job(), letter.error(), letter.cause()));
    }

    private void answer(String token, Progress message) {
        if (!tokens.succeed(token, message.done())) {
            events.note(new Event.NobodyWaits(message.job()));
        }
    }

    private void fail(String token, String reason) {
        if (!tokens.fail(token, DeadLetter.MALFORMED, reason)) {
            events.note(new Event.NobodyWaits(""));
        }
    }

    /** A reason that somebody gave; the first is as good as any. */
    private static Why why(List<Task> left) {
        return left.getFirst().why();
    }

    /** Whole seconds, rounded up; at least one, so that nothing can go round at full speed. */
    private static Duration delay(Instant now, Instant moment) {
        Duration wait = Duration.between(now, moment);
        Duration rounded = Duration.ofSeconds(Math.ceilDiv(wait.toMillis(), 1000L));
        Duration least = rounded.compareTo(LEAST_DELAY) < 0 ? LEAST_DELAY : rounded;
        return least.compareTo(Settings.LONGEST_DELAY) > 0 ? Settings.LONGEST_DELAY : least;
    }
}
