package dev.headgate.circuit;

import dev.headgate.circuit.Reported.Dropped;
import dev.headgate.circuit.Reported.Recorded;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Takes outcomes to the store: healthy ones together, as {@link Waiting} lets them, whatever else at once. */
final class Reporter {
    private final Writer writer;
    private final Sightings sightings;
    private final Waiting waiting;
    private final Due due;
    private final RandomGenerator random;
    private final Names names = new Names();

    Reporter(Writer writer, Sightings sightings, Waiting waiting, Due due, RandomGenerator random) {
        this.writer = writer;
        this.sightings = sightings;
        this.waiting = waiting;
        this.due = due;
        this.random = random;
    }

    Reported report(Report report, Instant at) {
        String name = report.circuit();
        Circuit seen = sightings.last(name).orElseGet(() -> writer.read(name, at));
        Counts counts = report.result().by(seen.settings());
        waiting.forgetTooOld(name, at);
        Optional<Reported.Reason> known = Reports.known(seen, sightings.fresh(name, at), report, counts);
        if (known.isPresent()) {
            return new Dropped(known.get(), left(seen, report, at).stateAt(at), seen.generation());
        }
        return names.once(report.key(), () -> report(seen, report, counts, at))
                .orElseGet(() -> new Dropped(Reported.Reason.DUPLICATE, seen.stateAt(at), seen.generation()));
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
            return recorded(seen, waiting.with(seen, at), counts, at);
        }
        Gathered.Batch one = new Gathered.Batch(report.generation(), Outcomes.of(counts, seen.settings(), at), at);
        Optional<Circuit> later = counts.areHealthy() ? waiting.tryAdd(seen, one, at) : Optional.empty();
        return later.<Reported>map(circuit -> recorded(circuit, circuit, counts, at))
                .orElseGet(() -> written(seen, report, one, counts, at));
    }

    /** Gives back the place of a probe of an earlier round: what it found counts no more, but its call is over. */
    private Circuit left(Circuit circuit, Report report, Instant at) {
        return report.probe() != null && circuit.stillOut(at).containsKey(report.probe())
                ? writer.attempt(circuit, new ProbeChange.Leave(report.probe()), at)
                        .circuit()
                : circuit;
    }

    private Reported written(Circuit seen, Report report, Gathered.Batch one, Counts counts, Instant at) {
        Optional<Gathered.Batch> waited = waiting.take(report.circuit());
        Gathered.Batch all = one.after(waited);
        Receipt receipt = report.id() == null ? Receipt.any(at, random) : Receipt.of(report.id(), at, random);
        CircuitStore.Attempt attempt =
                writer.count(seen, Reports.count(seen, all.generation(), all.outcomes(), receipt, at), at);
        if (isRepeat(attempt, report)) {
            waited.ifPresent(batch -> waiting.giveBack(report.circuit(), batch));
        }
        return recorded(attempt, report, counts, at);
    }

    private static boolean isRepeat(CircuitStore.Attempt attempt, Report report) {
        return !attempt.done()
                && Reports.reason(attempt.circuit(), report.generation(), null) == Reported.Reason.DUPLICATE;
    }

    private Reported recorded(CircuitStore.Attempt attempt, Report report, Counts counts, Instant at) {
        Circuit after = follow(attempt, report, at);
        return attempt.done()
                ? recorded(after, attempt.circuit(), counts, at)
                : new Dropped(
                        Reports.reason(attempt.circuit(), report.generation(), report.probe()),
                        after.stateAt(at),
                        after.generation());
    }

    private static Recorded recorded(Circuit after, Circuit counted, Counts counts, Instant at) {
        return new Recorded(after.stateAt(at), after.generation(), counts, Reports.total(counted, counts, at));
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
