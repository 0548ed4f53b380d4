package dev.headgate.local.template;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads an AWS::SQS::Queue. */
final class QueueReader {

    private static final Set<String> USED =
            Set.of("DelaySeconds", "QueueName", "ReceiveMessageWaitTimeSeconds", "RedrivePolicy", "VisibilityTimeout");
    private static final Set<String> INERT = Set.of(
            "KmsDataKeyReusePeriodSeconds",
            "KmsMasterKeyId",
            "MaximumMessageSize",
            "MessageRetentionPeriod",
            "RedriveAllowPolicy",
            "SqsManagedSseEnabled",
            "Tags");

    /** SQS's own default. */
    private static final int DEFAULT_VISIBILITY_SECONDS = 30;

    StackQueue read(Declared declared) {
        Fields fields = declared.fields().only(USED, INERT);
        return new StackQueue(
                declared.logicalId(),
                declared.identity().name(),
                declared.identity().arn(),
                declared.identity().ref(),
                fields.seconds("VisibilityTimeout", DEFAULT_VISIBILITY_SECONDS),
                fields.seconds("DelaySeconds", 0),
                fields.seconds("ReceiveMessageWaitTimeSeconds", 0),
                redrive(fields));
    }

    private static StackQueue.@Nullable Redrive redrive(Fields fields) {
        if (!fields.has("RedrivePolicy")) {
            return null;
        }
        Fields policy = fields.fields("RedrivePolicy").only(Set.of("deadLetterTargetArn", "maxReceiveCount"), Set.of());
        int count = policy.integer("maxReceiveCount", 0);
        if (count < 1 || count > 1000) {
            throw new TemplateException(policy.path(), "maxReceiveCount must be between 1 and 1000, got: " + count);
        }
        return new StackQueue.Redrive(policy.requireText("deadLetterTargetArn"), count);
    }
}
