package dev.headgate.local.template;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * A function's event of type SQS.
 *
 * @param function the function's logical id
 * @param queue the queue's logical id
 * @param window how long a batch is gathered
 * @param maximumConcurrency 2 to 1000, or absent
 */
public record StackEventSource(
        String logicalId,
        String function,
        String queue,
        int batchSize,
        Duration window,
        OptionalInt maximumConcurrency,
        boolean reportBatchItemFailures,
        boolean enabled) {}
