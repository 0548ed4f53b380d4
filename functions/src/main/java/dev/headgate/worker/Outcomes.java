package dev.headgate.worker;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What became of the calls, on its way to the circuit. Thread-safe.
 *
 * <p>In health that is one report for all calls of a round. A failure does not wait for the round's end, which may be a
 * minute away: it takes along what has been gathered, at most once a second. A probe is reported at once, for the
 * circuit waits for it.
 */
final class Outcomes {
    private static final Duration PACE = Duration.ofSeconds(1);

    private final Circuit circuit;
    private final Time time;
    private final Events events;
    private final Map<Long, Tally> gathered = new HashMap<>();
    private Instant nextEarly = Instant.MIN;
    private boolean closed = true;

    Outcomes(Circuit circuit, Time time, Events events) {
        this.circuit = circuit;
        this.time = time;
        this.events = events;
    }

    /** Notes how a call ended, and after how long. */
    void add(Admission.Allowed admission, Answer answer, Duration took) {
        Tally tally = Tally.of(admission.generation(), admission.probe(), answer, took);
        if (tally.probe() != null) {
            report(List.of(tally));
        } else if (gather(tally)) {
            flush();
        }
    }

    /** Reports what has been gathered. */
    void flush() {
        Collection<Tally> tallies;
        synchronized (this) {
            tallies = gathered.values().stream().filter(Tally::says).toList();
            gathered.clear();
        }
        report(tallies);
    }

    /** Returns whether the circuit was closed after the last report, as far as it could be made. */
    synchronized boolean circuitClosed() {
        return closed;
    }

    /** Returns whether this one should not wait. */
    private synchronized boolean gather(Tally tally) {
        gathered.merge(tally.generation(), tally, Tally::plus);
        Instant now = time.now();
        if (tally.count(Outcome.FAILURE) == 0 || now.isBefore(nextEarly)) {
            return false;
        }
        nextEarly = now.plus(PACE);
        return true;
    }

    private void report(Collection<Tally> tallies) {
        for (Tally tally : tallies) {
            try {
                note(circuit.report(tally, time.now()));
            } catch (RuntimeException e) {
                // Outcomes are statistics: without them the circuit learns later, and no item is lost.
                events.note(new Event.Faulted("", "report", e));
            }
        }
    }

    private synchronized void note(State after) {
        closed = after.letsAllPass();
    }
}
