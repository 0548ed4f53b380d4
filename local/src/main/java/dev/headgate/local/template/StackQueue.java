package dev.headgate.local.template;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An SQS queue.
 *
 * @param url where it is reached in this run
 * @param redrive null where a message is received for as long as it is kept
 */
public record StackQueue(
        String logicalId,
        String name,
        String arn,
        String url,
        Duration visibilityTimeout,
        Duration delay,
        Duration receiveWait,
        @Nullable Redrive redrive) {

    /** Where a message goes after {@code maxReceiveCount} receives, every one counted. */
    public record Redrive(String deadLetterQueueArn, int maxReceiveCount) {}
}
