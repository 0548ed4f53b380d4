package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbQuotaStoreTest extends QuotaStoreContract {
    private static final Instant END = Instant.parse("2026-12-01T00:00:00Z");

    private final DynamoDbLocal dynamoDb;
    private final String table;
    private final QuotaStore store;

    DynamoDbQuotaStoreTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.table = dynamoDb.createTable("id");
        this.store = new DynamoDbQuotaStore(dynamoDb.client(), table);
    }

    @Override
    QuotaStore store() {
        return store;
    }

    /** Lets every write be done, and loses its answer. */
    private static final class LosesAnswers implements ExecutionInterceptor {
        private final AtomicInteger attempts = new AtomicInteger();

        @Override
        public void afterTransmission(Context.AfterTransmission context, ExecutionAttributes attributes) {
            attempts.incrementAndGet();
            throw SdkClientException.builder()
                    .message("the answer was lost")
                    .cause(new java.io.IOException("connection reset"))
                    .build();
        }
    }

    @Test
    void giveBack_isDoneOnce_whenItsAnswerIsLost() {
        LosesAnswers loses = new LosesAnswers();
        try (DynamoDbClient client = dynamoDb.newClient(loses)) {
            QuotaStore lossy = new DynamoDbQuotaStore(client, table);
            store.tryCount("lost", 30, 100, END);
            assertThatThrownBy(() -> lossy.giveBack("lost", 5)).isInstanceOf(StoreUnavailableException.class);
            assertThat(store.used("lost")).isEqualTo(25);
            assertThat(loses.attempts).hasValue(1);
        }
    }

    @Test
    void tryCount_wastesAtMost_whenItsAnswerIsLost() {
        LosesAnswers loses = new LosesAnswers();
        try (DynamoDbClient client = dynamoDb.newClient(loses)) {
            QuotaStore lossy = new DynamoDbQuotaStore(client, table);
            assertThatThrownBy(() -> lossy.tryCount("wasted", 5, 100, END))
                    .isInstanceOf(StoreUnavailableException.class);
            assertThat(loses.attempts)
                    .as("the control: other writes are tried again")
                    .hasValueGreaterThan(1);
            assertThat(store.used("wasted")).isEqualTo(5L * loses.attempts.get());
        }
    }
}
