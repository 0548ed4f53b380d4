package dev.headgate.circuit;

import dev.headgate.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Healthy outcomes that wait in this environment, to be written together.
 *
 * <p>A healthy outcome waits only where it could change nothing: the circuit as this environment sees it, with all that it
 * has gathered, opens neither without it nor with it, and is not half-way to its thresholds. (From there on successes that
 * wait would make the failures, which never do, look like more than they are.) An environment is frozen between two
 * requests, so there is no timer: what has gathered is written by the first report or check after the interval, or with the
 * next outcome that is not healthy.
 */
final class Waiting {
    /** What has waited for longer, in an environment that was frozen, says nothing about now. */
    private static final Duration TOO_OLD = Duration.ofMinutes(1);

    private final Writer writer;
    private final Sightings sightings;
    private final Due due;
    private final CircuitListener listener;
    private final RandomGenerator random;
    private final Gathered gathered = new Gathered();

    Waiting(Writer writer, Sightings sightings, Due due, CircuitListener listener, RandomGenerator random) {
        this.writer = writer;
        this.sightings = sightings;
        this.due = due;
        this.listener = listener;
        this.random = random;
    }

    /** Returns the circuit as it will be when this is written, and lets it wait; nothing where it must not wait. */
    Optional<Circuit> tryAdd(Circuit seen, Gathered.Batch one, Instant at) {
        if (!canWait(seen, one) || isTroubled(seen, at)) {
            return Optional.empty();
        }
        Gathered.Batch all = one.after(gathered.look(nameOf(seen)));
        Optional<Circuit> waiting = all.isDue(seen.settings().flushInterval(), at)
                ? Optional.empty()
                : counted(seen, all, at)
                        .filter(circuit -> due.of(circuit, null, at).isEmpty());
        waiting.ifPresent(_ -> gathered.add(nameOf(seen), one));
        return waiting;
    }

    /** Returns the circuit as it will be when what has waited is written. */
    Circuit with(Circuit seen, Instant at) {
        return gathered.look(nameOf(seen))
                .flatMap(batch -> counted(seen, batch, at))
                .orElse(seen);
    }

    /** Returns what has waited, and forgets it: who takes it writes it. */
    Optional<Gathered.Batch> take(String name) {
        return gathered.take(name);
    }

    /** Has what was taken wait on. */
    void giveBack(String name, Gathered.Batch batch) {
        gathered.add(name, batch);
    }

    /** Writes what has waited for the interval. What cannot be written is lost: nobody knows whether it was. */
    void flushIfDue(String name, Instant at) {
        Circuit seen = sightings.last(name).orElse(null);
        if (seen != null
                && gathered.look(name)
                        .filter(batch -> batch.isDue(seen.settings().flushInterval(), at) || isTroubled(seen, at))
                        .isPresent()) {
            forgetTooOld(name, at);
            gathered.take(name).ifPresent(batch -> flush(seen, batch, at));
        }
    }

    /** Forgets what says nothing any more. */
    void forgetTooOld(String name, Instant at) {
        if (gathered.look(name).filter(batch -> batch.isDue(TOO_OLD, at)).isPresent()) {
            gathered.take(name).ifPresent(batch -> lost(name, batch));
        }
    }

    private void flush(Circuit seen, Gathered.Batch batch, Instant at) {
        try {
            // Nothing is cleared away here: the window is judged as of its last outcome, which may be a while ago.
            WindowChange.Count count = new WindowChange.Count(
                    batch.generation(), batch.outcomes(), Receipt.any(at, random), Clearing.NONE);
            if (!writer.count(seen, count, at).done()) {
                lost(nameOf(seen), batch);
            }
        } catch (StoreUnavailableException e) {
            lost(nameOf(seen), batch);
        }
    }

    private void lost(String name, Gathered.Batch batch) {
        listener.lost(name, batch.outcomes().total());
    }

    private static Optional<Circuit> counted(Circuit seen, Gathered.Batch batch, Instant at) {
        return Reports.count(seen, batch.generation(), batch.outcomes(), null, at)
                .on(seen);
    }

    private static boolean canWait(Circuit seen, Gathered.Batch one) {
        return seen.state() instanceof State.Counting
                && seen.generation() == one.generation()
                && !seen.settings().flushInterval().isZero();
    }

    private static boolean isTroubled(Circuit seen, Instant at) {
        return seen.state() instanceof State.Counting counting
                && counting.window().isTroubled(seen.settings(), at);
    }

    private static String nameOf(Circuit circuit) {
        return circuit.settings().name();
    }
}
