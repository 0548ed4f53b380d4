package dev.headgate.circuit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a report writes, and what is said of it. Pure; the store is not touched. */
final class Reports {
    /** Runs that may gather before the window before they are dropped together. */
    private static final int KEPT_RUNS = 16;

    private Reports() {}

    /** Returns the write for outcomes of a circuit that counts; {@code seen} gives it what to drop, nothing else. */
    static WindowChange.Count count(
            Circuit seen, long generation, Outcomes outcomes, @Nullable Receipt receipt, Instant now) {
        return new WindowChange.Count(generation, outcomes, receipt, Clearing.of(seen, now));
    }

    /** Returns the write for what a probe found. */
    static Change probe(long generation, long probe, Counts counts, Instant now) {
        if (counts.calls() == 0) {
            return new ProbeChange.Return(generation, probe, now);
        }
        return new ProbeChange.Settle(generation, probe, worst(counts), now);
    }

    private static Kind worst(Counts counts) {
        if (counts.slowFailures() > 0) {
            return Kind.SLOW_FAILURE;
        }
        if (counts.failures() > 0) {
            return counts.slow() > 0 ? Kind.SLOW_FAILURE : Kind.FAILURE;
        }
        return counts.slow() > 0 ? Kind.SLOW : Kind.SUCCESS;
    }

    /**
     * Returns the write that clears away what counts no more, where enough has gathered: buckets that only short-lived
     * environments wrote, none of which ever saw what the others left behind, or runs before the window.
     */
    static Optional<Change> sweep(Circuit circuit, Instant now) {
        if (!(circuit.state() instanceof State.Counting counting)) {
            return Optional.empty();
        }
        return switch (circuit.settings().window()) {
            case SlidingWindow.OfTime(var _, int buckets) -> {
                Clearing clearing = Clearing.of(circuit, now);
                yield clearing.buckets().size() <= buckets / 4
                        ? Optional.empty()
                        : Optional.of(new WindowChange.Count(circuit.generation(), Outcomes.NONE, null, clearing));
            }
            case SlidingWindow.OfCalls(int calls) -> {
                int before = counting.window().runsBefore(calls);
                yield before < KEPT_RUNS
                        ? Optional.empty()
                        : Optional.of(new WindowChange.Trim(
                                circuit.generation(), counting.window().dropped(), Math.min(before, Clearing.AT_ONCE)));
            }
        };
    }

    /**
     * Returns why a report will not count, where that is known without a write.
     *
     * @param seen the circuit as it was seen last
     * @param fresh the same, if that was just now
     */
    static Optional<Reported.Reason> known(Circuit seen, Optional<Circuit> fresh, Report report, Counts counts) {
        if (report.generation() < 1) {
            return Optional.of(Reported.Reason.STALE_GENERATION);
        }
        // Another environment may have gathered a success: nobody can look. One success less changes nothing.
        boolean maybeGathered = report.repeated() && report.probe() == null && counts.areHealthy();
        if (maybeGathered || isRemembered(seen, report)) {
            return Optional.of(Reported.Reason.DUPLICATE);
        }
        return fresh.filter(now -> report.generation() < now.generation()
                        || (report.generation() == now.generation() && now.state() instanceof State.Disabled))
                .map(now -> reason(now, report.generation(), report.probe()));
    }

    private static boolean isRemembered(Circuit seen, Report report) {
        return report.id() != null
                && seen.generation() == report.generation()
                && seen.state() instanceof State.Counting counting
                && counting.window().receipts().containsKey(Receipt.idOf(report.id()));
    }

    static Reported.Reason reason(Circuit circuit, long generation, @Nullable Long probe) {
        if (circuit.generation() != generation) {
            return Reported.Reason.STALE_GENERATION;
        }
        return switch (circuit.state()) {
            case State.Disabled _ -> Reported.Reason.DISABLED;
            // The write of a circuit that counts is refused only where it has been made before.
            case State.Counting _ when probe == null -> Reported.Reason.DUPLICATE;
            case State.HalfOpen halfOpen
            when probe != null && halfOpen.probes().get(probe) instanceof Probe.Done -> Reported.Reason.DUPLICATE;
            case State.Counting _, State.HalfOpen _, State.Open _, State.ForcedOpen _ -> Reported.Reason.EXPIRED_PROBE;
        };
    }

    /** Returns all outcomes that count now; for a circuit that counts none, those that were reported. */
    static Counts total(Circuit circuit, Counts reported, Instant now) {
        return switch (circuit.state()) {
            case State.Counting counting -> counting.window().totalAt(now, circuit.settings());
            case State.HalfOpen halfOpen -> halfOpen.found();
            case State.Open _, State.ForcedOpen _, State.Disabled _ -> reported;
        };
    }
}
