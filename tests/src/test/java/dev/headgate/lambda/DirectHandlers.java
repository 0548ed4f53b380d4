package dev.headgate.lambda;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.RateListener;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Operator;
import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.Feedbacks;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.TestContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The granter's and the checker's handlers on one store, called without Lambda, each an environment of its own. */
public final class DirectHandlers {
    private static final String LIMIT = "never-full";
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final RequestStreamHandler granter;
    private final RequestStreamHandler checker;
    private long invocations;

    public DirectHandlers(DynamoDbClient client, DynamoDbLocal dynamoDb, CircuitStore circuits) {
        String permits = dynamoDb.createTable("id");
        PermitStores stores = new PermitStores(
                new DynamoDbPermitStore(client, permits),
                new DynamoDbQuotaStore(client, permits),
                new DynamoDbLeaseStore(client, dynamoDb.createTable("bucket", "slot")));
        InMemoryLimits limits = new InMemoryLimits()
                .put(new RateLimit(LIMIT, 100_000, SECOND, 200_000, RateLimit.DEFAULT_LATENESS, Policy.SHARED));
        granter = granter(
                limits,
                stores,
                breaker(circuits),
                new DynamoDbPermitRecords(client, dynamoDb.createTableOfTexts("owner", "requestId")));
        checker = checker(limits, stores, breaker(circuits));
    }

    /** Returns how many events the handlers have answered. */
    public long invocations() {
        return invocations;
    }

    /** Asks for a permit and checks the circuit in one event. */
    public void askWithCheck(String circuit) {
        invoke(
                granter,
                "{\"limits\":[{\"limit\":\"%s\"}],\"circuit\":\"%s\",\"check\":true}".formatted(LIMIT, circuit));
    }

    /** Asks for a permit that the circuit may refuse, then checks the circuit. */
    public void askThenCheck(String circuit) {
        invoke(granter, "{\"limits\":[{\"limit\":\"%s\"}],\"circuit\":\"%s\"}".formatted(LIMIT, circuit));
        invoke(checker, "{\"action\":\"CHECK\",\"circuit\":\"%s\"}".formatted(circuit));
    }

    private static CircuitBreaker breaker(CircuitStore circuits) {
        return new CircuitBreaker(circuits, SECOND, new SplittableRandom(1));
    }

    private static RequestStreamHandler granter(
            InMemoryLimits limits, PermitStores stores, CircuitBreaker breaker, DynamoDbPermitRecords records) {
        return new PermitGranterHandler(
                new PermitGranter(limits, stores, breaker, SECOND, new SplittableRandom(1)),
                breaker,
                records,
                new SplittableRandom(1),
                InstantSource.system(),
                _ -> {});
    }

    private static RequestStreamHandler checker(InMemoryLimits limits, PermitStores stores, CircuitBreaker breaker) {
        return new CircuitCheckerHandler(
                breaker,
                new Operator(breaker, (_, _) -> {}),
                Feedbacks.of(limits, stores, new InMemoryRateStore(), RateListener.NONE, new SplittableRandom(1)),
                InstantSource.system());
    }

    /** Its metrics, which Lambda takes from the standard output, go nowhere. */
    private void invoke(RequestStreamHandler handler, String event) {
        invocations++;
        PrintStream out = System.out;
        System.setOut(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
        try {
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            handler.handleRequest(
                    new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, new TestContext());
            String text = answer.toString(StandardCharsets.UTF_8);
            if (!text.contains("\"granted\":true") && !text.contains("\"allowed\":true")) {
                throw new IllegalStateException("must be granted or allowed: " + event + ", got: " + text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            System.setOut(out);
        }
    }
}
