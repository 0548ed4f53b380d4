package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryQuotaStore;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.Priority;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A store that takes connections and never answers. */
@Timeout(60)
class StoreBudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int LIMITS = 8;

    private final StoreBudget budget = new StoreBudget(Duration.ofMillis(600));
    private final List<Socket> held = new ArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private ServerSocket silent;
    private DynamoDbClient client;

    @BeforeEach
    void listen() throws IOException {
        silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::takeConnections);
        client = AwsClients.budgeted(DynamoDbClient.builder(), budget)
                .endpointOverride(URI.create("http://127.0.0.1:" + silent.getLocalPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private void takeConnections() {
        try {
            while (true) {
                held.add(silent.accept());
                calls.incrementAndGet();
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @AfterEach
    void close() throws IOException {
        client.close();
        silent.close();
    }

    @Test
    void aDecision_comesAfterOneCall_howeverManyLimitsAreAsked() {
        Decision decision = budget.spend(() -> granter().acquire(request(), NOW));
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Denied.class,
                        denied -> assertThat(denied.reason()).isEqualTo(Reason.STORE_UNAVAILABLE));
        assertThat(calls).hasValue(1);
    }

    @Test
    void aDecision_thatGrantsWithoutTheStore_comesAfterOneCall() {
        PermitGranter granter = granter(new Policy(false, false, Policy.OnOutage.GRANT, 80));
        assertThat(budget.spend(() -> granter.acquire(request(), NOW))).isInstanceOf(Decision.Granted.class);
        assertThat(calls.get())
                .as("at most one more began before half of the time was over")
                .isLessThan(3);
    }

    /** The control: without the budget each of the limits waits for the store. */
    @Test
    void aDecision_asksEachLimit_withoutABudget() {
        PermitGranter granter = granter(new Policy(false, false, Policy.OnOutage.GRANT, 80));
        granter.acquire(request(), NOW);
        assertThat(calls).hasValue(LIMITS);
    }

    private PermitGranter granter() {
        return granter(Policy.SHARED);
    }

    private PermitGranter granter(Policy policy) {
        InMemoryLimits limits = new InMemoryLimits();
        for (int i = 0; i < LIMITS; i++) {
            limits.put(new RateLimit("limit-" + i, 10, SECOND, 20, Duration.ZERO, policy));
        }
        return new PermitGranter(
                limits,
                new PermitStores(new DynamoDbPermitStore(client, "permits"), new InMemoryQuotaStore()),
                new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
                SECOND,
                new SplittableRandom(7));
    }

    private static PermitRequest request() {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < LIMITS; i++) {
            claims.add(new Claim("limit-" + i, null, 1));
        }
        return new PermitRequest(claims, SECOND, false, Priority.NORMAL, null, null);
    }
}
