package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.local.cloud.LocalSecrets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Against the local run's Secrets Manager, in this process. */
class GatewayKeyTest {
    private static final String ARN = "arn:aws:secretsmanager:us-east-1:000000000000:secret:gateway-key-AbCdEf";
    private static final String VALUE = "sk-secret-0815";

    private final LocalSecrets secrets = new LocalSecrets("gateway-key", ARN, VALUE);
    private final SecretsManagerClient client = TestClients.of(SecretsManagerClient.builder(), secrets.endpoint());

    @AfterEach
    void close() {
        client.close();
        secrets.close();
    }

    @Test
    void get_readsTheSecret_byArnOrName() {
        assertThat(new GatewayKey(client, ARN).get()).isEqualTo(VALUE);
        assertThat(new GatewayKey(client, "gateway-key").get()).isEqualTo(VALUE);
    }

    @Test
    void get_asksOnce_howeverManyThreadsAsk() throws Exception {
        GatewayKey key = new GatewayKey(client, ARN);
        assertThat(secrets.requests())
                .as("nothing is read before it is asked for")
                .isZero();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<String>> readers = Collections.nCopies(50, key::get);
            for (Future<String> read : threads.invokeAll(readers)) {
                assertThat(read.get()).isEqualTo(VALUE);
            }
        }
        assertThat(secrets.requests()).isEqualTo(1);
    }

    @Test
    void fetch_readsAhead_soThatGetAnswersFromMemory() {
        GatewayKey key = new GatewayKey(client, ARN);
        key.fetch();
        secrets.close();

        assertThat(key.get()).isEqualTo(VALUE);
    }

    @Test
    void get_throws_whenThereIsNoSuchSecret_andAsksAgainTheNextTime() {
        GatewayKey key = new GatewayKey(client, "another");

        assertThatThrownBy(key::get).isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(key::get).isInstanceOf(ResourceNotFoundException.class);
        assertThat(secrets.requests()).isEqualTo(2);
    }

    @Test
    void toString_namesTheSecret_andNotItsValue() {
        GatewayKey key = new GatewayKey(client, ARN);
        key.fetch();

        assertThat(key).hasToString("GatewayKey[" + ARN + "]");
    }
}
