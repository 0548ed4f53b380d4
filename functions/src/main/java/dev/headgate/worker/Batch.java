package dev.headgate.worker;

import dev.headgate.worker.Event.Why;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** One batch's way through the worker: rounds, until nothing is left that can be done in the time. */
final class Batch {
    /** Far more than a batch needs; a gateway that throttles each call without end must not keep a batch for ever. */
    private static final int MOST_ROUNDS = 50;

    private final Parts parts;
    private final Settings settings;
    private final Closing closing;
    private final Events events;
    private final List<Progress> messages;
    private final Instant latest;
    private final List<Task> back = new ArrayList<>();

    /**
     * @param latest when the last call may start
     */
    Batch(Parts parts, Settings settings, Closing closing, Events events, List<Progress> messages, Instant latest) {
        this.parts = parts;
        this.settings = settings;
        this.closing = closing;
        this.events = events;
        this.messages = messages;
        this.latest = latest;
    }

    /** Brings each item as far as the time allows; what is left then is in {@link #back}. */
    void run(Calls calls, Pause pause, Supplier<ExecutorService> threads) throws InterruptedException {
        List<Task> open = withoutAnswered(tasks());
        for (int round = 0; round < MOST_ROUNDS && !open.isEmpty(); round++) {
            List<Task> near = near(open);
            if (near.isEmpty()) {
                return;
            }
            parts.time().sleepUntil(latestOf(near));
            open = new Round(parts, settings, calls, pause, latest).run(near, threads.get());
        }
        back.addAll(open);
    }

    /** Ends the messages that have not ended: what is left of each goes back to the queue. */
    void close() {
        Map<Progress, List<Task>> left = back.stream().collect(Collectors.groupingBy(Task::message));
        for (Progress message : messages) {
            close(message, left.getOrDefault(message, List.of()));
        }
    }

    private void close(Progress message, List<Task> left) {
        if (message.isFaulted() || message.isComplete()) {
            return;
        }
        if (left.size() != message.outstanding()) {
            closing.fault(message, "account", new IllegalStateException("items are unaccounted for"));
        } else if (left.stream().anyMatch(task -> task.why() == Why.TOO_MANY)) {
            closing.slowDown(message, left);
        } else {
            closing.putBack(message, left, parts.time().now());
        }
    }

    private List<Task> tasks() {
        Instant now = parts.time().now();
        return messages.stream()
                .flatMap(message -> message.items().stream().map(item -> new Task(message, item, now, Why.NEW)))
                .toList();
    }

    /** A message may have come before. One read tells which of its items have their answer: a call costs far more. */
    private List<Task> withoutAnswered(List<Task> tasks) {
        Set<Result.Key> answered = tasks.isEmpty()
                ? Set.of()
                : parts.results().existing(tasks.stream().map(Task::key).collect(Collectors.toSet()));
        List<Task> open =
                tasks.stream().filter(task -> !answered.contains(task.key())).toList();
        tasks.stream()
                .filter(task -> answered.contains(task.key()))
                .forEach(task -> task.message().succeeded());
        if (open.size() < tasks.size()) {
            events.note(new Event.AlreadyDone(tasks.size() - open.size()));
        }
        messages.stream().filter(Progress::isComplete).forEach(closing::finish);
        return open;
    }

    /** Returns those that may be tried soon; the others go back to the queue, where waiting costs nothing. */
    private List<Task> near(List<Task> open) {
        Instant patience = parts.time().now().plus(settings.patience());
        Map<Boolean, List<Task>> byNearness =
                open.stream().collect(Collectors.partitioningBy(task -> isNear(task, patience)));
        back.addAll(byNearness.getOrDefault(false, List.of()));
        return byNearness.getOrDefault(true, List.of());
    }

    private boolean isNear(Task task, Instant patience) {
        boolean inTime =
                !task.notBefore().isAfter(patience) && !task.notBefore().isAfter(latest);
        return inTime
                && switch (task.why()) {
                    case NEW, PAUSED, THROTTLED, FAILED, TIME -> true;
                    case CIRCUIT_OPEN, RATE, TOO_MANY, STORE_UNAVAILABLE -> false;
                };
    }

    private static Instant latestOf(List<Task> tasks) {
        return tasks.stream().map(Task::notBefore).max(Instant::compareTo).orElseThrow();
    }
}
