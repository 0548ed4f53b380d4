package dev.headgate.local.lambda;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;

/**
 * A queue whose messages a function is called with.
 *
 * @param queueUrl the queue at its local endpoint
 * @param functionName the function's logical id
 * @param batchSize 1 to 10,000 messages a call
 * @param window how long to gather a batch, 0 to 300 s; a batch above 10 needs at least 1 s, as on Lambda
 * @param maximumConcurrency 2 to 1,000 calls at once, or 0 for no bound but the function's own
 * @param reportBatchItemFailures whether the function names the messages that failed
 */
public record EventSourceMapping(
        String queueUrl,
        String functionName,
        int batchSize,
        Duration window,
        int maximumConcurrency,
        boolean reportBatchItemFailures) {
    private static final Duration MAX_WINDOW = Duration.ofMinutes(5);

    public EventSourceMapping {
        if (batchSize < 1 || batchSize > 10_000) {
            throw new IllegalArgumentException("batchSize must be between 1 and 10000, got: " + batchSize);
        }
        if (window.isNegative() || window.compareTo(MAX_WINDOW) > 0) {
            throw new IllegalArgumentException("window must be between 0 and 300 seconds, got: " + window);
        }
        if (batchSize > 10 && window.toSeconds() < 1) {
            throw new IllegalArgumentException(
                    "window must be at least 1 second for a batchSize above 10, got: " + window);
        }
        requireConcurrency(maximumConcurrency);
    }

    /** Returns the same id for the same mapping in each run. */
    public static String uuid(String queueArn, String functionName) {
        String names = queueArn + " " + functionName;
        return UUID.nameUUIDFromBytes(names.getBytes(StandardCharsets.UTF_8)).toString();
    }

    String uuid() {
        return uuid(Arns.queue(queueUrl), functionName);
    }

    EventSourceMapping withMaximumConcurrency(int value) {
        return new EventSourceMapping(queueUrl, functionName, batchSize, window, value, reportBatchItemFailures);
    }

    private static void requireConcurrency(int value) {
        if (value != 0 && (value < 2 || value > 1_000)) {
            throw new IllegalArgumentException(
                    "maximumConcurrency must be between 2 and 1000, or 0 for none, got: " + value);
        }
    }
}
