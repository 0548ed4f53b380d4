package dev.headgate.circuit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one call ended. The outcome, or the HTTP status that it follows from, or both.
 *
 * @param outcome what the caller makes of it
 * @param status the HTTP status, 100 to 599
 * @param duration how long the call took, 0 to 1 d
 */
public record Call(
        @Nullable Outcome outcome,
        @Nullable Integer status,
        @Nullable Duration duration) implements Result {
    private static final Duration LONGEST = Duration.ofDays(1);

    /** @throws InvalidRequestException if a value is missing or out of its bounds */
    public Call {
        if (outcome == null && status == null) {
            throw new InvalidRequestException("outcome or status must be given, got: neither");
        }
        if (status != null) {
            Bounds.between("status", status, 100, 599);
        }
        if (duration != null) {
            Bounds.between("duration", duration, Duration.ZERO, LONGEST);
        }
    }

    /** Returns a call of which no more is known. */
    public static Call of(Outcome outcome) {
        return new Call(outcome, null, null);
    }

    /** Returns what a slow failure counts, which no outcome names. */
    static Counts slowFailure(CircuitSettings settings) {
        return new Call(Outcome.FAILURE, null, LONGEST).by(settings);
    }

    @Override
    public Counts by(CircuitSettings settings) {
        Outcome told = outcome == null ? Rules.outcomeOf(Bounds.present("status", status)) : outcome;
        boolean measured = duration != null && settings.trips().isSlow(duration);
        boolean slow = measured || told == Outcome.SLOW;
        Outcome classed = told == Outcome.SUCCESS && slow ? Outcome.SLOW : told;
        return counts(settings, settings.rules().apply(classed, status), slow);
    }

    private static Counts counts(CircuitSettings settings, Outcome outcome, boolean slow) {
        boolean late = slow && settings.trips().countSlow();
        return switch (outcome) {
            case SUCCESS -> Counts.of(Kind.SUCCESS, 1);
            case SLOW -> Counts.of(late ? Kind.SLOW : Kind.SUCCESS, 1);
            case FAILURE -> Counts.of(late ? Kind.SLOW_FAILURE : Kind.FAILURE, 1);
            case THROTTLED -> new Counts(0, 0, 1);
            case IGNORED -> Counts.NONE;
        };
    }
}
