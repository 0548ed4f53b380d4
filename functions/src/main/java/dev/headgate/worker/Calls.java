package dev.headgate.worker;

import dev.headgate.circuit.Admission;
import dev.headgate.worker.Answer.Answered;
import dev.headgate.worker.Answer.Failed;
import dev.headgate.worker.Answer.Rejected;
import dev.headgate.worker.Answer.Throttled;
import dev.headgate.worker.Event.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What happens to an item once its call may start. Thread-safe: each call runs on a thread of its own. */
final class Calls {
    private final Parts parts;
    private final Settings settings;
    private final Backoff backoff;
    private final Outcomes outcomes;
    private final Closing closing;
    private final Pause pause;
    private final Events events;
    private final Queue<Task> again = new ConcurrentLinkedQueue<>();
    private final Queue<Failure> failures = new ConcurrentLinkedQueue<>();

    private record Failure(Task task, Failed answer) {}

    Calls(
            Parts parts,
            Settings settings,
            Backoff backoff,
            Outcomes outcomes,
            Closing closing,
            Pause pause,
            Events events) {
        this.parts = parts;
        this.settings = settings;
        this.backoff = backoff;
        this.outcomes = outcomes;
        this.closing = closing;
        this.pause = pause;
        this.events = events;
    }

    /** Calls the gateway for the item. Whatever is unexpected makes its message come again, and touches no other. */
    void call(Task task, Admission.Allowed admission) {
        try {
            Instant start = parts.time().now();
            Answer answer = parts.gateway().ask(task.item().text());
            Duration took = Duration.between(start, parts.time().now());
            events.note(Event.Called.of(answer));
            outcomes.add(admission, answer, took.isNegative() ? Duration.ZERO : took);
            settle(task, answer);
        } catch (RuntimeException e) {
            closing.fault(task.message(), "call", e);
        }
    }

    /** Reports the outcomes, and returns the items that must be tried again, now that the circuit's state is known. */
    List<Task> takeAgain() {
        outcomes.flush();
        List<Task> taken = new ArrayList<>();
        for (Failure failure = failures.poll(); failure != null; failure = failures.poll()) {
            retryOrGiveUp(failure);
        }
        for (Task task = again.poll(); task != null; task = again.poll()) {
            taken.add(task);
        }
        return taken;
    }

    private void settle(Task task, Answer answer) {
        switch (answer) {
            case Answered answered -> save(task, answered);
            case Throttled throttled -> again.add(task.later(throttledUntil(throttled), Why.THROTTLED));
            case Failed failed -> failures.add(new Failure(task.failedOnce(), failed));
            case Rejected rejected -> deadLetter(task, DeadLetter.REJECTED, rejected.reason());
        }
    }

    private void save(Task task, Answered answered) {
        Result result = new Result(
                task.key(), answered.content(), answered.model(), parts.time().now());
        events.note(new Event.Saved(parts.results().save(result)));
        if (task.message().succeeded()) {
            closing.finish(task.message());
        }
    }

    private void deadLetter(Task task, String error, String cause) {
        if (task.message().deadLetter(task.item(), error, cause)) {
            closing.finish(task.message());
        }
    }

    /** Pauses the limit for everyone if the gateway named a time, and returns when the item may be tried. */
    private Instant throttledUntil(Throttled throttled) {
        Instant now = parts.time().now();
        Duration wait = bounded(throttled.retryAfter().orElse(Duration.ZERO));
        if (wait.isZero()) {
            return now.plus(backoff.after(1));
        }
        Instant until = now.plus(wait);
        if (pause.extend(until)) {
            pauseForAll(until, wait, now);
        }
        return until;
    }

    private void pauseForAll(Instant until, Duration wait, Instant now) {
        try {
            parts.permits().pause(until, now);
            events.note(new Event.Paused(wait));
        } catch (RuntimeException e) {
            // This batch keeps to the pause all the same; others will hear of it from the gateway.
            events.note(new Event.Faulted("", "pause", e));
        }
    }

    /** An open circuit says that the gateway is ill and not the item, which then has far more attempts. */
    private void retryOrGiveUp(Failure failure) {
        Task task = failure.task();
        int attempts = task.item().attempts();
        if (attempts >= (outcomes.circuitClosed() ? settings.attempts() : settings.attemptsInOutage())) {
            deadLetter(task, DeadLetter.FAILED, failure.answer().reason() + ", after " + attempts + " attempts");
            return;
        }
        Duration asked = bounded(failure.answer().retryAfter().orElse(Duration.ZERO));
        Duration wait = backoff.after(attempts);
        Instant now = parts.time().now();
        again.add(task.later(now.plus(asked.compareTo(wait) > 0 ? asked : wait), Why.FAILED));
    }

    private Duration bounded(Duration asked) {
        return asked.compareTo(settings.longestPause()) > 0 ? settings.longestPause() : asked;
    }
}
