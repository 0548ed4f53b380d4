package dev.headgate.lambda;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.CachedLimits;
import dev.headgate.permit.LimitStore;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRecords;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

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

    CircuitBreaker circuitBreaker() {
        Duration keep = environment.seconds("CIRCUIT_CACHE_SECONDS", CIRCUIT_CACHE);
        return new CircuitBreaker(circuitStore(), keep, random, CircuitMetrics::recordChange);
    }

    PermitGranter permitGranter(CircuitBreaker circuits) {
        Duration keep = environment.seconds("LIMIT_CACHE_SECONDS", LIMIT_CACHE);
        LimitStore limits = new CachedLimits(limitStore(), keep);
        DynamoDbPermitStore permits = new DynamoDbPermitStore(dynamoDb, environment.required("PERMITS_TABLE"));
        return new PermitGranter(limits, permits, circuits, keep, random);
    }

    PermitRecords permitRecords() {
        return new DynamoDbPermitRecords(dynamoDb, environment.required("RESERVATIONS_TABLE"));
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
