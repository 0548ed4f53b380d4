package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.circuit.Call;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Result;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How calls ended, in one of two forms: one call's outcome or HTTP status, or the counts of a batch. */
record ReportedCalls(
        @Nullable Outcome outcome,
        @Nullable Integer status,
        @Nullable Long durationMillis,
        @Nullable Long successes,
        @Nullable Long failures,
        @Nullable Long slow,
        @Nullable Long slowFailures,
        @Nullable Long throttled) {
    private static final String FORMS =
            "outcome, status or counts (successes, failures, slow, slowFailures, throttled)";
    private static final int FIRST_ERROR = 400;

    private boolean counted() {
        return Stream.of(successes, failures, slow, slowFailures, throttled).anyMatch(Objects::nonNull);
    }

    private boolean single() {
        return outcome != null || status != null;
    }

    /** @throws InvalidRequestException if they are given in both forms or in neither */
    void requireOneForm() {
        if (counted() == single()) {
            throw new InvalidRequestException(FORMS + " must be given, got: " + (counted() ? "both" : "neither"));
        }
        if (counted() && durationMillis != null) {
            throw new InvalidRequestException("durationMillis must be absent for counts, got: " + durationMillis);
        }
    }

    /** @throws InvalidRequestException if a value is out of its bounds */
    Result result() {
        return single()
                ? new Call(outcome, status, duration())
                : new Counts(or0(successes), or0(failures), or0(slow), or0(slowFailures), or0(throttled));
    }

    /** Returns how long the one call took, if that was said. */
    @Nullable
    Duration duration() {
        return durationMillis == null ? null : Duration.ofMillis(durationMillis);
    }

    /** Returns how many calls the downstream took. */
    long accepted() {
        if (!single()) {
            return or0(successes) + or0(slow);
        }
        boolean well = outcome == null
                ? status != null && status < FIRST_ERROR
                : outcome == Outcome.SUCCESS || outcome == Outcome.SLOW;
        return well ? 1 : 0;
    }

    /** Returns how many calls the downstream refused for their number. */
    long refused() {
        if (!single()) {
            return or0(throttled);
        }
        boolean full = outcome == Outcome.THROTTLED || (status != null && CallEnd.isRefusal(status));
        return full ? 1 : 0;
    }

    private static long or0(@Nullable Long number) {
        return number == null ? 0 : number;
    }
}
