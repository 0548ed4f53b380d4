package dev.headgate.circuit;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.Reported.Dropped;
import dev.headgate.circuit.Reported.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

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
    private final Gathered gathered = new Gathered();

    Reporter(Writer writer, Sightings sightings, Due due, CircuitListener listener) {
        this.writer = writer;
        this.sightings = sightings;
        this.due = due;
        this.listener = listener;
    }

    Reported report(Report report, Instant at) {
        String name = report.circuit();
        Circuit seen = sightings.last(name).orElseGet(() -> writer.read(name, at));
        Counts counts = report.result().by(seen.settings());
        forgetTooOld(name, at);
        Optional<Reported.Reason> known = knownAsDropped(report, at);
        if (known.isPresent()) {
            return new Dropped(known.get(), seen.stateAt(at), seen.generation());
        }
        if (report.probe() != null) {
            Change change = Reports.probe(report.generation(), report.probe(), counts, at);
            return recorded(writer.attempt(seen, change, at), report, counts, at);
        }
        if (counts.calls() == 0) {
            // Throttled and ignored calls are no part of any rate: there is nothing to write.
            Circuit whole = withGathered(seen, at);
            return new Recorded(seen.stateAt(at), seen.generation(), counts, Reports.total(whole, counts, at));
        }
        return count(seen, report, counts, at);
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
            Change count = new Change.Count(batch.generation(), batch.outcomes(), Set.of());
            CircuitStore.Attempt attempt = writer.attempt(seen, count, at);
            if (!attempt.done()) {
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
    private Optional<Reported.Reason> knownAsDropped(Report report, Instant at) {
        if (report.generation() < 1) {
            return Optional.of(Reported.Reason.STALE_GENERATION);
        }
        return sightings
                .fresh(report.circuit(), at)
                .filter(fresh -> report.generation() < fresh.generation()
                        || (report.generation() == fresh.generation() && fresh.state() instanceof State.Disabled))
                .map(fresh -> Reports.reason(fresh, report.generation()));
    }

    private Reported count(Circuit seen, Report report, Counts counts, Instant at) {
        Gathered.Batch one = new Gathered.Batch(report.generation(), Outcomes.of(counts, seen.settings(), at), at);
        if (!counts.areHealthy() || !canWait(seen, report) || isTroubled(seen, at)) {
            return written(seen, report, together(report, one), counts, at);
        }
        Gathered.Batch all = gathered.add(report.circuit(), one);
        Change count = Reports.count(seen, all.generation(), all.outcomes(), at);
        Optional<Circuit> waiting = all.isDue(seen.settings().flushInterval(), at)
                ? Optional.empty()
                : count.on(seen).filter(circuit -> due.of(circuit, null, at).isEmpty());
        return waiting.<Reported>map(circuit ->
                        new Recorded(circuit.state(), circuit.generation(), counts, Reports.total(circuit, counts, at)))
                .orElseGet(() ->
                        written(seen, report, gathered.take(report.circuit()).orElse(one), counts, at));
    }

    /** Returns the circuit as it will be when what has waited is written. */
    private Circuit withGathered(Circuit seen, Instant at) {
        return gathered.look(seen.settings().name())
                .flatMap(batch -> Reports.count(seen, batch.generation(), batch.outcomes(), at)
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
    private Gathered.Batch together(Report report, Gathered.Batch one) {
        return gathered.take(report.circuit())
                .filter(waited -> waited.generation() == one.generation())
                .map(waited ->
                        new Gathered.Batch(one.generation(), waited.outcomes().then(one.outcomes()), one.since()))
                .orElse(one);
    }

    private Reported written(Circuit seen, Report report, Gathered.Batch batch, Counts counts, Instant at) {
        Change change = Reports.count(seen, batch.generation(), batch.outcomes(), at);
        return recorded(writer.attempt(seen, change, at), report, counts, at);
    }

    private Reported recorded(CircuitStore.Attempt attempt, Report report, Counts counts, Instant at) {
        Circuit after = follow(attempt, report, at);
        return attempt.done()
                ? new Recorded(
                        after.stateAt(at), after.generation(), counts, Reports.total(attempt.circuit(), counts, at))
                : new Dropped(
                        Reports.reason(attempt.circuit(), report.generation()), after.stateAt(at), after.generation());
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
