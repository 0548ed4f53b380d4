package dev.headgate.lambda;

import java.time.Duration;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

/**
 * The AWS clients of a function, with their time-outs and attempts said.
 *
 * <p>An attempt that hangs is given up after {@link #ATTEMPT} and tried again, three times at most and never longer than
 * {@link #CALL}: a workflow's own Retry multiplies whatever stands here. A repeated write is safe everywhere: a permit
 * that was granted and whose answer was lost wastes a slot.
 */
final class AwsClients {
    static final Duration ATTEMPT = Duration.ofSeconds(2);
    static final Duration CALL = Duration.ofSeconds(5);
    private static final Duration CONNECT = Duration.ofSeconds(1);
    private static final int ATTEMPTS = 3;

    private AwsClients() {}

    static DynamoDbClient dynamoDb() {
        return configured(DynamoDbClient.builder()).build();
    }

    /** Returns a client whose calls, in a request that says so, take no longer than its budget. */
    static DynamoDbClient dynamoDb(StoreBudget budget) {
        return budgeted(DynamoDbClient.builder(), budget).build();
    }

    static DynamoDbClientBuilder budgeted(DynamoDbClientBuilder builder, StoreBudget budget) {
        DynamoDbClientBuilder configured = configured(builder);
        return configured.overrideConfiguration(configured.overrideConfiguration().toBuilder()
                .apiCallAttemptTimeout(budget.call())
                .apiCallTimeout(budget.call())
                .addExecutionInterceptor(budget)
                .build());
    }

    /**
     * Returns the transport of all clients. Not the JDK's HttpURLConnection: it waits a millisecond before each POST on a
     * connection that was kept, and keeps one for 5 seconds only. A PUT, small as ours are, does not ask first whether it may
     * send its body.
     *
     * @param silence after how long without a byte an answer is given up
     */
    static ApacheHttpClient.Builder transport(Duration silence) {
        return ApacheHttpClient.builder()
                .connectionTimeout(CONNECT)
                .socketTimeout(silence)
                .expectContinueEnabled(false);
    }

    /** Returns the builder with the transport, the time-outs and the attempts that all clients have. */
    static <B extends AwsSyncClientBuilder<B, C> & AwsClientBuilder<B, C>, C> B configured(B builder) {
        return builder.httpClientBuilder(transport(ATTEMPT))
                .overrideConfiguration(ClientOverrideConfiguration.builder()
                        .apiCallAttemptTimeout(ATTEMPT)
                        .apiCallTimeout(CALL)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(ATTEMPTS)
                                .build())
                        .build());
    }
}
