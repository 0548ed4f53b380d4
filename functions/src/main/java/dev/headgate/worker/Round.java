package dev.headgate.worker;

import dev.headgate.worker.Event.Why;
import dev.headgate.worker.Gate.Free;
import dev.headgate.worker.Gate.Shut;
import dev.headgate.worker.Line.Places;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;

/** One schedule: its slots are reserved together, each call starts at its own, its outcomes are reported together. */
final class Round {
    private final Parts parts;
    private final Settings settings;
    private final Calls calls;
    private final Pause pause;
    private final Instant latest;
    private final List<Task> left = new ArrayList<>();
    private Optional<Shut> stopped = Optional.empty();

    /**
     * @param latest when the last call may start
     */
    Round(Parts parts, Settings settings, Calls calls, Pause pause, Instant latest) {
        this.parts = parts;
        this.settings = settings;
        this.calls = calls;
        this.pause = pause;
        this.latest = latest;
    }

    /** Returns the items that are not settled, each with when and why. Ends when all calls have ended. */
    List<Task> run(List<Task> tasks, ExecutorService threads) throws InterruptedException {
        Places places = places(tasks.size());
        int granted = places.slots().size();
        try (threads) {
            for (int unit = 0; unit < granted; unit++) {
                dispatch(tasks.get(unit), places.slots().get(unit), threads);
            }
        }
        Optional<Shut> shut = stopped.or(places::shut);
        tasks.subList(granted, tasks.size())
                .forEach(task -> left.add(shut.map(task::behind).orElse(task)));
        left.addAll(calls.takeAgain());
        return left;
    }

    /** A circuit that is not closed gets one call, whose outcome decides about the others: so one permit is taken. */
    private Places places(int tasks) {
        return switch (Gate.of(parts.circuit()::peek, parts.time().now())) {
            case Shut shut -> new Places(List.of(), Optional.of(shut));
            case Free free -> {
                boolean closed = free.admission().state().letsAllPass();
                yield new Line(parts.permits(), parts.time()).reserve(closed ? tasks : 1, latest);
            }
        };
    }

    /** Starts the call at its slot. The thread of the round alone sleeps, so a slow call delays no later slot. */
    private void dispatch(Task task, Instant slot, ExecutorService threads) throws InterruptedException {
        if (task.message().isFaulted()) {
            return;
        }
        switch (gateAt(slot)) {
            case Free free -> threads.execute(() -> calls.call(task, free.admission()));
            case Shut shut -> left.add(task.behind(shut));
        }
    }

    private Gate gateAt(Instant slot) throws InterruptedException {
        if (stopped.isPresent()) {
            return stopped.get();
        }
        if (pause.covers(slot)) {
            return new Shut(Why.PAUSED, pause.until());
        }
        parts.time().sleepUntil(slot);
        Instant now = parts.time().now();
        if (pause.covers(now)) {
            return new Shut(Why.PAUSED, pause.until());
        }
        return isTooLate(slot, now) ? new Shut(Why.TIME, now) : checked(now);
    }

    private boolean isTooLate(Instant slot, Instant now) {
        return now.isAfter(slot.plus(settings.lateness())) || now.isAfter(latest);
    }

    /** The circuit is asked just before each call; while it is closed, its cache answers. */
    private Gate checked(Instant now) {
        Gate gate = Gate.of(parts.circuit()::check, now);
        if (gate instanceof Shut shut) {
            stopped = Optional.of(shut);
        }
        return gate;
    }
}
