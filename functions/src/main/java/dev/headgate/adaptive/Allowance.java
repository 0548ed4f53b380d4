package dev.headgate.adaptive;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * What a provider says is left of one of its limits.
 *
 * @param resource what is limited, as the provider calls it: {@code requests}, {@code tokens}, …
 * @param limit how many in all, above 0
 * @param remaining how many are left, 0 to {@code limit}
 * @param reset until the limit is whole again, above zero
 * @param kind how it becomes whole
 */
public record Allowance(String resource, long limit, long remaining, Duration reset, Kind kind) {
    private static final double SHORT = 0.1;

    /** How an allowance becomes whole again. */
    public enum Kind {
        /** Little by little: a token bucket (OpenAI, Anthropic). */
        BUCKET,
        /** All at once, when a window ends (the IETF draft's quota and window). */
        WINDOW
    }

    /** Returns whether less than a tenth is left, so that the rate should not wait for the first refusal. */
    boolean isShort() {
        return remaining < SHORT * limit;
    }

    /**
     * Returns how many a second can go on: of a bucket what flows back into it, of a window what is left of it over its
     * time; nothing where neither is known. A window that is used up gives 0: that is a pause, not a rate.
     */
    public OptionalDouble sustainable() {
        double seconds = Epoch.inSeconds(reset);
        long share = kind == Kind.BUCKET ? limit - remaining : remaining;
        return seconds > 0 && share > 0 ? OptionalDouble.of(share / seconds) : OptionalDouble.empty();
    }

    /** Returns the rate, lowered to what can go on where little is left; never raised. */
    double lowered(double rate, double costPerCall) {
        return isShort() && sustainable().isPresent()
                ? Math.min(rate, sustainable().getAsDouble() / costPerCall)
                : rate;
    }
}
