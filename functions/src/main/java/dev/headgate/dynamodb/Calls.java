package dev.headgate.dynamodb;

import dev.headgate.StoreUnavailableException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Turns what the SDK throws into what the domain knows. A failed condition is an answer and passes through. */
final class Calls {
    private static final AwsRequestOverrideConfiguration ONCE = AwsRequestOverrideConfiguration.builder()
            .addPlugin(Calls::doNotRetry)
            .build();

    private Calls() {}

    /** Returns what keeps the SDK from repeating a request whose answer was lost: for writes that must not happen twice. */
    static AwsRequestOverrideConfiguration once() {
        return ONCE;
    }

    private static void doNotRetry(SdkServiceClientConfiguration.Builder client) {
        client.overrideConfiguration(client.overrideConfiguration().toBuilder()
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build());
    }

    /**
     * Returns what the store answers.
     *
     * @throws ConditionalCheckFailedException if the write's condition did not hold
     * @throws StoreUnavailableException if the store is out of reach, throttles or does not answer in time
     */
    static <T> T to(String table, Supplier<T> call) {
        try {
            return call.get();
        } catch (ConditionalCheckFailedException e) {
            throw e;
        } catch (SdkException e) {
            throw new StoreUnavailableException("table " + table + " could not be reached: " + e.getMessage(), e);
        }
    }
}
