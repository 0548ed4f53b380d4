package dev.headgate.testing.faults;

import dev.headgate.testing.DynamoDbLocal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A process of a function, as DynamoDB sees it: a client with the SDK's own retries, and a network that follows a plan.
 * For one thread.
 */
public final class FaultyProcess implements AutoCloseable {
    /** As many as the functions' clients make, see {@code AwsClients}. */
    public static final int AS_DEPLOYED = 3;

    public static final int NO_RETRIES = 1;

    private final FaultyHttp http = new FaultyHttp(
            ApacheHttpClient.builder().socketTimeout(Duration.ofSeconds(30)).build());
    private final DynamoDbClient client;

    /**
     * Returns a process.
     *
     * @param attempts how many requests the SDK makes of a call that fails; without pauses between them, since time
     *     changes nothing here
     * @param wrong what is wrong with it on purpose
     */
    public FaultyProcess(DynamoDbLocal dynamoDb, int attempts, ExecutionInterceptor... wrong) {
        client = DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(http)
                .overrideConfiguration(configuration -> configuration
                        .executionInterceptors(List.of(wrong))
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(attempts)
                                .backoffStrategy(BackoffStrategy.retryImmediately())
                                .throttlingBackoffStrategy(BackoffStrategy.retryImmediately())
                                .circuitBreakerEnabled(false)
                                .build()))
                .build();
    }

    public DynamoDbClient client() {
        return client;
    }

    public void follow(Plan plan) {
        http.follow(plan);
    }

    public int met(Fault fault) {
        return http.met(fault);
    }

    /** Lets the requests happen that are still on their way. */
    public void deliverLate() throws IOException {
        http.deliverLate();
    }

    @Override
    public void close() {
        client.close();
        http.close();
    }
}
