package dev.headgate.worker;

import dev.headgate.adaptive.CallEnd;
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
import java.util.Optional;
import java.util.OptionalDouble;
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
            Duration lasted = took.isNegative() ? Duration.ZERO : took;
            outcomes.add(admission, answer, lasted);
            settle(task, answer, held(answer, lasted));
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

    private void settle(Task task, Answer answer, Optional<Instant> held) {
        switch (answer) {
            case Answered answered -> save(task, answered);
            case Throttled throttled -> again.add(throttled(task.throttledOnce(), throttledUntil(throttled, held)));
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

    /** Nobody's fault, so it is never given up; but who was one too many again and again goes on in the slow lane. */
    private Task throttled(Task task, Instant until) {
        boolean tooOften = task.item().throttled() >= settings.throttles();
        return task.later(until, tooOften ? Why.TOO_MANY : Why.THROTTLED);
    }

    /** Tells the limit how the call ended, and returns until when it holds everybody back, if the gateway asked for that. */
    private Optional<Instant> held(Answer answer, Duration took) {
        Instant now = parts.time().now();
        try {
            Optional<Instant> until =
                    ended(answer, took).flatMap(end -> parts.permits().record(end, now));
            until.filter(pause::extend)
                    .ifPresent(moment -> events.note(new Event.Paused(Duration.between(now, moment))));
            return until;
        } catch (RuntimeException e) {
            // What the gateway asked of this batch it keeps to all the same; others will hear of it from the gateway.
            events.note(new Event.Faulted("", "feedback", e));
            return Optional.empty();
        }
    }

    /** Returns what the call says of the gateway's limit; nothing where it failed for another reason. */
    private Optional<CallEnd> ended(Answer answer, Duration took) {
        return switch (answer) {
            case Answered(var _, var _, long tokens, var left) ->
                Optional.of(CallEnd.accepted(took)
                        .with(left, tokens > 0 ? OptionalDouble.of((double) tokens) : OptionalDouble.empty()));
            case Throttled(var asked) ->
                Optional.of(CallEnd.refused(took, asked.map(this::bounded).orElse(null)));
            case Failed(var _, var asked, boolean overloaded) ->
                overloaded
                        ? Optional.of(
                                CallEnd.refused(took, asked.map(this::bounded).orElse(null)))
                        : Optional.empty();
            case Rejected _ -> Optional.empty();
        };
    }

    /** Returns when an item that was one call too many may be tried: when the limit goes on, or after a backoff. */
    private Instant throttledUntil(Throttled throttled, Optional<Instant> held) {
        Instant now = parts.time().now();
        Duration wait = bounded(throttled.retryAfter().orElse(Duration.ZERO));
        if (wait.isZero()) {
            return now.plus(backoff.after(1));
        }
        return held.orElseGet(() -> {
            pause.extend(now.plus(wait));
            return now.plus(wait);
        });
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
