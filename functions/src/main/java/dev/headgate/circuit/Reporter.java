package dev.headgate.circuit;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.Reported.Dropped;
import dev.headgate.circuit.Reported.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Takes outcomes to the store: healthy ones together, whatever else at once.
 *
 * <p>A healthy outcome waits only where it could change nothing: the circuit as this environment sees it, with all that it
 * has gathered, opens neither without it nor with it, and is not half-way to its thresholds. (From there on successes that
 * wait would make the failures, which never do, look like more than they are.) An environment is frozen between two requests, so there is no timer:
 * what has gathered is written by the first report or check after the interval, or with the next outcome that is not
 * healthy.
 */
final class Reporter {
    /** What has waited for longer, in an environment that was frozen, says nothing about now. */
    private static final Duration TOO_OLD = Duration.ofMinutes(1);

    private final Writer writer;
    private final Sightings sightings;
    private final Due due;
    private final CircuitListener listener;
    private final RandomGenerator random;
    private final Gathered gathered = new Gathered();
    private final Names names = new Names();

    Reporter(Writer writer, Sightings sightings, Due due, CircuitListener listener, RandomGenerator random) {
        this.writer = writer;
        this.sightings = sightings;
        this.due = due;
        this.listener = listener;
        this.random = random;
    }

    Reported report(Report report, Instant at) {
        String name = report.circuit();
        Circuit seen = sightings.last(name).orElseGet(() -> writer.read(name, at));
        Counts counts = report.result().by(seen.settings());
        forgetTooOld(name, at);
        Optional<Reported.Reason> known = knownAsDropped(seen, report, counts, at);
        if (known.isPresent()) {
            return new Dropped(known.get(), left(seen, report, at).stateAt(at), seen.generation());
        }
        return once(report, () -> report(seen, report, counts, at))
                .orElseGet(() -> new Dropped(Reported.Reason.DUPLICATE, seen.stateAt(at), seen.generation()));
    }

    /** Returns what comes of the report; nothing where this environment knows one of its name. */
    private Optional<Reported> once(Report report, Supplier<Reported> taking) {
        String key = report.key();
        if (key == null) {
            return Optional.of(taking.get());
        }
        if (!names.add(key)) {
            return Optional.empty();
        }
        try {
            return Optional.of(taking.get());
        } catch (RuntimeException e) {
            names.forget(key);
            throw e;
        }
    }

    private Reported report(Circuit seen, Report report, Counts counts, Instant at) {
        if (report.probe() != null) {
            Change change = Reports.probe(report.generation(), report.probe(), counts, at);
            CircuitStore.Attempt attempt = writer.attempt(seen, change, at);
            left(attempt.circuit(), report, at);
            return recorded(attempt, report, counts, at);
        }
        if (counts.calls() == 0) {
            // Throttled and ignored calls are no part of any rate: there is nothing to write.
            Circuit whole = withGathered(seen, at);
            return new Recorded(seen.stateAt(at), seen.generation(), counts, Reports.total(whole, counts, at));
        }
        return count(seen, report, counts, at);
    }

    /** Gives back the place of a probe of an earlier round: what it found counts no more, but its call is over. */
    private Circuit left(Circuit circuit, Report report, Instant at) {
        return report.probe() != null && circuit.stillOut(at).containsKey(report.probe())
                ? writer.attempt(circuit, new Change.Leave(report.probe()), at).circuit()
                : circuit;
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

    private void flush(Circuit seen, Gathered.Batch batch, Instant at) {
        String name = seen.settings().name();
        try {
            // Nothing is cleared away here: the window is judged as of its last outcome, which may be a while ago.
            Receipt receipt = Receipt.any(at, random);
            Change count = new Change.Count(batch.generation(), batch.outcomes(), receipt, Clearing.NONE);
            if (!made(writer.attempt(seen, count, at), receipt).done()) {
                listener.lost(name, batch.outcomes().total());
            }
        } catch (StoreUnavailableException e) {
            listener.lost(name, batch.outcomes().total());
        }
    }

    private void forgetTooOld(String name, Instant at) {
        if (gathered.look(name).filter(batch -> batch.isDue(TOO_OLD, at)).isPresent()) {
            gathered.take(name)
                    .ifPresent(batch -> listener.lost(name, batch.outcomes().total()));
        }
    }

    /** What this environment knows to be late, or not to be counted, costs no write. */
    private Optional<Reported.Reason> knownAsDropped(Circuit seen, Report report, Counts counts, Instant at) {
        if (report.generation() < 1) {
            return Optional.of(Reported.Reason.STALE_GENERATION);
        }
        // Another environment may have gathered a success: nobody can look. One success less changes nothing.
        boolean maybeGathered = report.repeated() && report.probe() == null && counts.areHealthy();
        if (maybeGathered || isRemembered(seen, report)) {
            return Optional.of(Reported.Reason.DUPLICATE);
        }
        return sightings
                .fresh(report.circuit(), at)
                .filter(fresh -> report.generation() < fresh.generation()
                        || (report.generation() == fresh.generation() && fresh.state() instanceof State.Disabled))
                .map(fresh -> Reports.reason(fresh, report.generation(), report.probe()));
    }

    private static boolean isRemembered(Circuit seen, Report report) {
        return report.id() != null
                && seen.generation() == report.generation()
                && seen.state() instanceof State.Counting counting
                && counting.window().receipts().containsKey(Receipt.idOf(report.id()));
    }

    private Reported count(Circuit seen, Report report, Counts counts, Instant at) {
        Gathered.Batch one = new Gathered.Batch(report.generation(), Outcomes.of(counts, seen.settings(), at), at);
        if (!counts.areHealthy() || !canWait(seen, report) || isTroubled(seen, at)) {
            return written(seen, report, one, counts, at);
        }
        Gathered.Batch all = together(gathered.look(report.circuit()), one);
        Change count = Reports.count(seen, all.generation(), all.outcomes(), null, at);
        Optional<Circuit> waiting = all.isDue(seen.settings().flushInterval(), at)
                ? Optional.empty()
                : count.on(seen).filter(circuit -> due.of(circuit, null, at).isEmpty());
        if (waiting.isEmpty()) {
            return written(seen, report, one, counts, at);
        }
        gathered.add(report.circuit(), one);
        Circuit circuit = waiting.get();
        return new Recorded(circuit.state(), circuit.generation(), counts, Reports.total(circuit, counts, at));
    }

    /** Returns the circuit as it will be when what has waited is written. */
    private Circuit withGathered(Circuit seen, Instant at) {
        return gathered.look(seen.settings().name())
                .flatMap(batch -> Reports.count(seen, batch.generation(), batch.outcomes(), null, at)
                        .on(seen))
                .orElse(seen);
    }

    private static boolean isTroubled(Circuit seen, Instant at) {
        return seen.state() instanceof State.Counting counting
                && counting.window().isTroubled(seen.settings(), at);
    }

    private static boolean canWait(Circuit seen, Report report) {
        return seen.state() instanceof State.Counting
                && seen.generation() == report.generation()
                && !seen.settings().flushInterval().isZero();
    }

    /** Returns what has waited and then this; what has waited of another generation would be refused. */
    private static Gathered.Batch together(Optional<Gathered.Batch> waited, Gathered.Batch one) {
        return waited.filter(batch -> batch.generation() == one.generation())
                .map(batch ->
                        new Gathered.Batch(one.generation(), batch.outcomes().then(one.outcomes()), batch.since()))
                .orElse(one);
    }

    private Reported written(Circuit seen, Report report, Gathered.Batch one, Counts counts, Instant at) {
        Optional<Gathered.Batch> waited = gathered.take(report.circuit());
        Gathered.Batch all = together(waited, one);
        Receipt receipt = report.id() == null ? Receipt.any(at, random) : Receipt.of(report.id(), at, random);
        Change change = Reports.count(seen, all.generation(), all.outcomes(), receipt, at);
        CircuitStore.Attempt attempt = made(writer.attempt(seen, change, at), receipt);
        if (isRepeat(attempt, report)) {
            waited.ifPresent(batch -> gathered.add(report.circuit(), batch));
        }
        return recorded(attempt, report, counts, at);
    }

    /** Returns a write that its own receipt has refused as made: the SDK has repeated it, since its answer was lost. */
    private static CircuitStore.Attempt made(CircuitStore.Attempt attempt, Receipt receipt) {
        boolean there = attempt.circuit().state() instanceof State.Counting counting
                && Long.valueOf(receipt.mark())
                        .equals(counting.window().receipts().get(receipt.id()));
        return there ? new CircuitStore.Attempt(true, attempt.circuit()) : attempt;
    }

    private static boolean isRepeat(CircuitStore.Attempt attempt, Report report) {
        return !attempt.done()
                && Reports.reason(attempt.circuit(), report.generation(), null) == Reported.Reason.DUPLICATE;
    }

    private Reported recorded(CircuitStore.Attempt attempt, Report report, Counts counts, Instant at) {
        Circuit after = follow(attempt, report, at);
        return attempt.done()
                ? new Recorded(
                        after.stateAt(at), after.generation(), counts, Reports.total(attempt.circuit(), counts, at))
                : new Dropped(
                        Reports.reason(attempt.circuit(), report.generation(), report.probe()),
                        after.stateAt(at),
                        after.generation());
    }

    /** Writes what a report's own write has led to: a change of state, or the clearing away of what counts no more. */
    private Circuit follow(CircuitStore.Attempt attempt, Report report, Instant at) {
        Circuit circuit = attempt.circuit();
        Duration retryAfter = attempt.done() ? report.retryAfter() : null;
        return due.of(circuit, retryAfter, at)
                .or(() -> Reports.sweep(circuit, at))
                .map(change -> writer.attempt(circuit, change, at).circuit())
                .orElse(circuit);
    }
}
