package dev.headgate.dynamodb;

import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.dynamodb.DynamoDbServiceClientConfiguration;

/**
 * For writes that must not happen twice. The SDK tries again when an answer is lost, and cannot know that the first
 * attempt was done: harmless where a repetition wastes, wrong where it gives back.
 */
final class OneAttempt {
    private OneAttempt() {}

    /** Adds to a request's configuration that it is sent once; the client's time-outs stay. */
    static void only(AwsRequestOverrideConfiguration.Builder request) {
        request.addPlugin(client -> {
            ClientOverrideConfiguration of = client.overrideConfiguration();
            ((DynamoDbServiceClientConfiguration.Builder) client)
                    .overrideConfiguration(of.toBuilder()
                            .retryStrategy(AwsRetryStrategy.doNotRetry())
                            .build());
        });
    }
}
