package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.PermitStore;
import dev.headgate.permit.Refund;
import dev.headgate.testing.DynamoDbLocal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What gives slots back is sent once: after a lost answer, a second sending would give back what another stands on. */
@ExtendWith(DynamoDbLocal.Shared.class)
class LostAnswersTest {
    private final AtomicInteger sent = new AtomicInteger();
    private final DynamoDbLocal dynamoDb;
    private final PermitStore store;

    LostAnswersTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.store = new DynamoDbPermitStore(deaf(), dynamoDb.createTable("id"));
    }

    @Test
    void tryGiveBack_isSentOnce_whenItsAnswerIsLost() {
        assertThatThrownBy(() -> store.tryGiveBack("b", 1, 2)).isInstanceOf(StoreUnavailableException.class);
        assertThat(sent).hasValue(1);
    }

    @Test
    void tryRefund_isSentOnce_whenItsAnswerIsLost() {
        Refund refund = new Refund(1, 1, 2, 1, 1, 1);
        assertThatThrownBy(() -> store.tryRefund("b", refund)).isInstanceOf(StoreUnavailableException.class);
        assertThat(sent).hasValue(1);
    }

    /** The control: the same client sends other writes again. */
    @Test
    void charge_isSentAgain_whenItsAnswerIsLost() {
        assertThatThrownBy(() -> store.charge("b", 1, 2)).isInstanceOf(StoreUnavailableException.class);
        assertThat(sent.get()).isGreaterThan(1);
    }

    private DynamoDbClient deaf() {
        return DynamoDbClient.builder()
                .endpointOverride(dynamoDb.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(configuration ->
                        configuration.retryStrategy(RetryMode.STANDARD).addExecutionInterceptor(new Deaf(sent)))
                .build();
    }

    private record Deaf(AtomicInteger sent) implements ExecutionInterceptor {
        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sent.incrementAndGet();
            throw new UncheckedIOException(new IOException("lost"));
        }
    }
}
