package dev.headgate.local.asl;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * A Retry entry.
 *
 * @param maxAttempts how many times the state is tried again; 0 never
 * @param jitter whether a delay is drawn between 0 and its length ({@code FULL})
 * @see <a href="https://states-language.net/spec.html#retrying-after-error">Retrying after error</a>
 */
record Retrier(
        ErrorNames errors,
        long intervalSeconds,
        long maxAttempts,
        double backoffRate,
        long maxDelaySeconds,
        boolean jitter) {
    private static final double MILLIS = 1000;

    static Retrier parse(Fields fields, boolean last) throws UnsupportedDefinitionException {
        ErrorNames errors = ErrorNames.parse(fields, last);
        long interval = fields.whole("IntervalSeconds", 1, 1, Value.MAX_SECONDS);
        long attempts = fields.whole("MaxAttempts", 3, 0, Value.MAX_SECONDS);
        double backoff = fields.number("BackoffRate", 2, 1);
        // AWS bounds the longest delay to less than a year: 31,622,400 seconds.
        long longest = fields.whole("MaxDelaySeconds", Value.MAX_SECONDS, interval + 1, 31_622_400);
        boolean jitter = jitter(fields);
        fields.end();
        return new Retrier(errors, interval, attempts, backoff, longest, jitter);
    }

    private static boolean jitter(Fields fields) throws UnsupportedDefinitionException {
        String strategy = fields.textOrNull("JitterStrategy");
        if (strategy != null && !strategy.equals("FULL") && !strategy.equals("NONE")) {
            throw fields.refusal("JitterStrategy", "must be FULL or NONE, got: " + strategy);
        }
        return "FULL".equals(strategy);
    }

    /** Returns how long to wait before the retry with this number, from 0. */
    Duration delay(long retry, RandomGenerator random) {
        double seconds = Math.min(intervalSeconds * Math.pow(backoffRate, (double) retry), (double) maxDelaySeconds);
        double drawn = jitter ? seconds * random.nextDouble() : seconds;
        return Duration.ofMillis(Math.round(drawn * MILLIS));
    }
}
