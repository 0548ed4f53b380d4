package dev.headgate.lambda;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitListener;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Operator;
import dev.headgate.dynamodb.DynamoDbAuditLog;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.CachedLimits;
import dev.headgate.permit.LimitStore;
import dev.headgate.permit.PermitGranter;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/**
 * How the parts of a function are put together from the template's variables. Made during the init phase, so nothing
 * here is random, knows the time or holds a connection: a restored snapshot would repeat it.
 */
final class Wiring {
    private static final Duration LIMIT_CACHE = Duration.ofSeconds(5);
    private static final Duration CIRCUIT_CACHE = Duration.ofSeconds(1);

    private final Environment environment;
    private final DynamoDbClient dynamoDb;

    /** Draws from the operating system at each call, so that a restored snapshot does not repeat it. */
    private final RandomGenerator random = new SecureRandom();

    Wiring(Environment environment) {
        this.environment = environment;
        this.dynamoDb = AwsClients.dynamoDb();
    }

    Environment environment() {
        return environment;
    }

    DynamoDbClient dynamoDb() {
        return dynamoDb;
    }

    RandomGenerator random() {
        return random;
    }

    DynamoDbLimitStore limitStore() {
        return new DynamoDbLimitStore(dynamoDb, environment.required("LIMITS_TABLE"));
    }

    CircuitStore circuitStore() {
        return new DynamoDbCircuitStore(dynamoDb, environment.required("CIRCUITS_TABLE"));
    }

    /** Returns a circuit breaker for who only looks: nothing that it does changes a state. */
    CircuitBreaker circuitBreaker() {
        return circuitBreaker(CircuitListener.NONE);
    }

    /** Returns a circuit breaker that tells of each change of state. */
    CircuitBreaker tellingCircuitBreaker() {
        return circuitBreaker(new CircuitTelemetry(
                new EventBus(AwsClients.configured(EventBridgeClient.builder()).build())));
    }

    private CircuitBreaker circuitBreaker(CircuitListener listener) {
        Duration keep = environment.seconds("CIRCUIT_CACHE_SECONDS", CIRCUIT_CACHE);
        return new CircuitBreaker(circuitStore(), keep, random, listener);
    }

    Operator operator(CircuitBreaker circuits) {
        return new Operator(
                circuits, new DynamoDbAuditLog(dynamoDb, environment.required("CIRCUIT_AUDIT_TABLE"), random));
    }

    PermitGranter permitGranter(CircuitBreaker circuits) {
        Duration keep = environment.seconds("LIMIT_CACHE_SECONDS", LIMIT_CACHE);
        LimitStore limits = new CachedLimits(limitStore(), keep);
        DynamoDbPermitStore permits = new DynamoDbPermitStore(dynamoDb, environment.required("PERMITS_TABLE"));
        return new PermitGranter(limits, permits, circuits, keep, random);
    }

    Sleeper sleeper() {
        return moment -> {
            Duration left = Duration.between(Instant.now(), moment);
            if (left.isPositive()) {
                Thread.sleep(left);
            }
        };
    }
}
