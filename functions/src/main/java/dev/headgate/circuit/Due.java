package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The change of state that a circuit as it was seen asks for. Pure, but for its random numbers. */
final class Due {
    private final RandomGenerator random;

    Due(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Returns the change, if one is due. Whoever sees it makes it; no matter if its finder crashed, for the next one sees
     * the same.
     *
     * @param retryAfter how long the downstream wants to be left alone, if it said so
     */
    Optional<Change> of(Circuit circuit, @Nullable Duration retryAfter, Instant now) {
        return switch (circuit.state()) {
            case State.Closed(Window window) ->
                window.trips(circuit.settings(), now)
                        ? Optional.of(
                                new StateChange.Trip(circuit.generation(), openUntil(circuit, 1, retryAfter, now)))
                        : Optional.empty();
            case State.HalfOpen halfOpen -> ofProbes(circuit, halfOpen, retryAfter, now);
            case State.Open _, State.ForcedOpen _, State.Disabled _, State.MetricsOnly _ -> Optional.empty();
        };
    }

    /** Returns when a circuit that opens now for the {@code attempt}-th time in a row lets probes through. */
    Instant openUntil(Circuit circuit, long attempt, @Nullable Duration retryAfter, Instant now) {
        if (retryAfter != null && retryAfter.isPositive()) {
            return now.plus(retryAfter.compareTo(CircuitSettings.LONGEST) > 0 ? CircuitSettings.LONGEST : retryAfter);
        }
        Opening open = circuit.settings().open();
        long millis = open.time(attempt).toMillis();
        return now.plusMillis(millis + random.nextLong(millis * open.jitterPercent() / 100 + 1));
    }

    private Optional<Change> ofProbes(
            Circuit circuit, State.HalfOpen halfOpen, @Nullable Duration retryAfter, Instant now) {
        if (circuit.settings().halfOpen().timesOut() && !halfOpen.until().isAfter(now)) {
            return Optional.of(timeOut(circuit, halfOpen, now));
        }
        return switch (verdict(circuit.settings(), halfOpen)) {
            case OPEN -> Optional.of(reopen(circuit, halfOpen, retryAfter, now));
            case CLOSED -> Optional.of(new StateChange.Close(circuit.generation()));
            case UNDECIDED -> Optional.empty();
        };
    }

    private Change reopen(Circuit circuit, State.HalfOpen halfOpen, @Nullable Duration retryAfter, Instant now) {
        Instant until = openUntil(circuit, halfOpen.attempts() + 1, retryAfter, now);
        return new StateChange.Reopen(circuit.generation(), until);
    }

    /** It is open from the moment on at which the time was over. */
    private Change timeOut(Circuit circuit, State.HalfOpen halfOpen, Instant now) {
        Instant until = openUntil(circuit, halfOpen.attempts() + 1, null, halfOpen.until());
        return new StateChange.TimeOut(circuit.generation(), now, until);
    }

    private enum Verdict {
        OPEN,
        CLOSED,
        UNDECIDED
    }

    private static Verdict verdict(CircuitSettings settings, State.HalfOpen halfOpen) {
        Counts found = halfOpen.found();
        return switch (settings.halfOpen().closeBy()) {
            case SUCCESSES -> {
                if (!found.areHealthy()) {
                    yield Verdict.OPEN;
                }
                yield found.successes() >= settings.halfOpen().successes() ? Verdict.CLOSED : Verdict.UNDECIDED;
            }
            case RATE -> {
                if (found.calls()
                        < Math.min(
                                settings.trips().minimumCalls(),
                                settings.halfOpen().probes())) {
                    yield Verdict.UNDECIDED;
                }
                yield settings.trips().arePassedBy(found, 1) ? Verdict.OPEN : Verdict.CLOSED;
            }
        };
    }
}
