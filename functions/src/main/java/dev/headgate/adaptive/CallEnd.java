package dev.headgate.adaptive;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * How calls under a limit ended, as far as that says something of the downstream's limit.
 *
 * @param accepted how many were answered
 * @param refused how many were refused for their number or for overload (429, 503, 529)
 * @param took how long one call took; null where that is not known
 * @param retryAfter how long the downstream asked to be left alone; null where it did not
 * @param left what the downstream's headers say is left
 * @param tokens what one call took of the downstream's tokens; empty where that is not known
 */
public record CallEnd(
        long accepted,
        long refused,
        @Nullable Duration took,
        @Nullable Duration retryAfter,
        List<Allowance> left,
        OptionalDouble tokens) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int OVERLOADED = 529;

    public CallEnd {
        left = List.copyOf(left);
    }

    /** Returns whether a status refuses a call for its number, or for overload: 429, 503, and 529 of Anthropic's kind. */
    public static boolean isRefusal(int status) {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE || status == OVERLOADED;
    }

    /** Returns a call that was answered. */
    public static CallEnd accepted(Duration took) {
        return new CallEnd(1, 0, took, null, List.of(), OptionalDouble.empty());
    }

    /** Returns a call that was refused. */
    public static CallEnd refused(Duration took, @Nullable Duration retryAfter) {
        return new CallEnd(0, 1, took, retryAfter, List.of(), OptionalDouble.empty());
    }

    /** Returns the same with what the headers say is left. */
    public CallEnd with(List<Allowance> allowances, OptionalDouble cost) {
        return new CallEnd(accepted, refused, took, retryAfter, allowances, cost);
    }

    /** Returns the counters of these calls, those of a pause apart. */
    Counters counters(Pause pause, Instant now) {
        boolean inPause = pause.covers(sentAt(now));
        return new Counters(
                accepted,
                refused,
                inPause ? accepted : 0,
                inPause ? refused : 0,
                accepted > 0 && refused > 0 ? accepted : 0,
                0,
                accepted == 1 && took != null ? Latencies.of(took) : Latencies.NONE);
    }

    /** Returns when the calls were sent, as far as that is known. */
    Instant sentAt(Instant now) {
        return took == null ? now : now.minus(took);
    }

    /** Returns whether a pause is asked for. */
    public boolean asksForPause() {
        return refused > 0 && retryAfter != null && retryAfter.isPositive();
    }
}
