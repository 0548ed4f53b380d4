package dev.headgate.lambda;

import dev.headgate.adaptive.RateListener;
import dev.headgate.adaptive.RateReporter;
import dev.headgate.adaptive.RateStore;
import dev.headgate.adjust.Adjuster;
import dev.headgate.adjust.Levers;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitListener;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Operator;
import dev.headgate.dynamodb.DynamoDbAdjustmentStore;
import dev.headgate.dynamodb.DynamoDbAuditLog;
import dev.headgate.dynamodb.DynamoDbCeilings;
import dev.headgate.dynamodb.DynamoDbCircuitStore;
import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.dynamodb.DynamoDbRateStore;
import dev.headgate.permit.CachedLimits;
import dev.headgate.permit.Feedback;
import dev.headgate.permit.LeaseStore;
import dev.headgate.permit.LimitStore;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRecords;
import dev.headgate.permit.PermitStores;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.sfn.SfnClient;

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

    private @Nullable LimitStore cachedLimits;

    Wiring(Environment environment) {
        this(environment, AwsClients.dynamoDb());
    }

    /** Wires a function that answers within a time, whether the store does or not. */
    Wiring(Environment environment, StoreBudget budget) {
        this(environment, AwsClients.dynamoDb(budget));
    }

    private Wiring(Environment environment, DynamoDbClient dynamoDb) {
        this.environment = environment;
        this.dynamoDb = dynamoDb;
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

    /** Returns a granter for callers that hold no leases. */
    PermitGranter permitGranter(CircuitBreaker circuits) {
        return permitGranter(circuits, null);
    }

    /** Returns a granter for all types of limits. */
    PermitGranter fullPermitGranter(CircuitBreaker circuits) {
        return permitGranter(circuits, leaseStore());
    }

    /** Returns what ends permits, for a function that grants none. */
    PermitEnds permitEnds() {
        return new PermitEnds(cachedLimits(), permitStores(leaseStore()), permitRecords(), random);
    }

    private PermitGranter permitGranter(CircuitBreaker circuits, @Nullable LeaseStore leases) {
        return new PermitGranter(cachedLimits(), permitStores(leases), circuits, limitCache(), random);
    }

    /** One for all parts of a function, so that a limit is read once. */
    private LimitStore cachedLimits() {
        if (cachedLimits == null) {
            cachedLimits = new CachedLimits(limitStore(), limitCache());
        }
        return cachedLimits;
    }

    /** Returns what takes the outcomes of calls to the limits that they were made under. */
    Feedback feedback(RateListener listener) {
        RateReporter reporter = new RateReporter(rateStore(), random, listener);
        return new Feedback(cachedLimits(), permitStores(null), reporter, listener, random);
    }

    private RateStore rateStore() {
        return new DynamoDbRateStore(dynamoDb, environment.required("RATES_TABLE"));
    }

    private Duration limitCache() {
        return environment.seconds("LIMIT_CACHE_SECONDS", LIMIT_CACHE);
    }

    private LeaseStore leaseStore() {
        return new DynamoDbLeaseStore(dynamoDb, environment.required("LEASES_TABLE"));
    }

    private PermitStores permitStores(@Nullable LeaseStore leases) {
        String table = environment.required("PERMITS_TABLE");
        return new PermitStores(
                new DynamoDbPermitStore(dynamoDb, table), new DynamoDbQuotaStore(dynamoDb, table), leases, rateStore());
    }

    PermitRecords permitRecords() {
        return new DynamoDbPermitRecords(dynamoDb, environment.required("RESERVATIONS_TABLE"));
    }

    Adjuster adjuster() {
        Levers levers = new AwsLevers(
                new DynamoDbCeilings(dynamoDb, environment.required("LIMITS_TABLE")),
                new MapRunControl(AwsClients.configured(SfnClient.builder()).build()),
                new LambdaControl(SignedApi.of("lambda", "LAMBDA", environment)));
        return new Adjuster(new DynamoDbAdjustmentStore(dynamoDb, environment.required("ADJUSTMENTS_TABLE")), levers);
    }

    AlarmTags alarmTags() {
        return new AlarmTags(SignedApi.of("monitoring", "CLOUDWATCH", environment));
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
