package dev.headgate.bench.permits;

import dev.headgate.bench.Meter;
import dev.headgate.bench.MeteredDynamoDb;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbLimitStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.CachedLimits;
import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.DurablePermits;
import dev.headgate.permit.Holder;
import dev.headgate.permit.Limit;
import dev.headgate.permit.PermitEnds;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRecords;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Priority;
import dev.headgate.testing.DynamoDbLocal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** One DynamoDB Local for both sides, and granters as function environments have them. */
final class Stand implements AutoCloseable {
    static final Duration KEEP = Duration.ofSeconds(5);

    private final MeteredDynamoDb metered;
    private final DynamoDbLocal dynamoDb;
    private final DynamoDbClient client;
    private final Runnable close;
    private final String permits;
    private final String leases;
    private final PermitRecords records;
    private final DynamoDbLimitStore limitStore;

    Stand() {
        this(new MeteredDynamoDb());
    }

    private Stand(MeteredDynamoDb metered) {
        this(metered, metered.client(), metered::close);
    }

    private Stand(MeteredDynamoDb metered, DynamoDbClient client, Runnable close) {
        this.metered = metered;
        this.dynamoDb = metered.local();
        this.client = client;
        this.close = close;
        this.permits = dynamoDb.createTable("id");
        this.leases = dynamoDb.createTable("bucket", "slot");
        this.records = new DynamoDbPermitRecords(client, dynamoDb.createTableOfTexts("owner", "requestId"));
        this.limitStore = new DynamoDbLimitStore(client, dynamoDb.createTable("name"));
    }

    /** Returns a stand with tables of its own in the same DynamoDB Local, which it reaches through what stands in front. */
    Stand through(URI front) {
        DynamoDbClient passing = DynamoDbLocal.newClient(front);
        return new Stand(metered, passing, passing::close);
    }

    URI endpoint() {
        return dynamoDb.endpoint();
    }

    DynamoDbClient dynamoDb() {
        return client;
    }

    Meter meter() {
        return metered.meter();
    }

    String newTable() {
        return dynamoDb.createTable("id");
    }

    void declare(Limit limit) {
        limitStore.put(limit, Instant.now());
    }

    /** Returns the granter of a new environment: what it has seen, cached and remembered is its own. */
    PermitGranter environment() {
        return environment(KEEP);
    }

    PermitGranter environment(Duration rememberRefusals) {
        CircuitBreaker none = new CircuitBreaker(new InMemoryCircuitStore(), KEEP, new SplittableRandom());
        return new PermitGranter(
                new CachedLimits(limitStore, KEEP),
                new PermitStores(
                        new DynamoDbPermitStore(client, permits),
                        new DynamoDbQuotaStore(client, permits),
                        new DynamoDbLeaseStore(client, leases)),
                none,
                rememberRefusals,
                new SplittableRandom());
    }

    /** Returns what remembers the permits of a new environment. */
    DurablePermits durable() {
        return new DurablePermits(environment(), records, new SplittableRandom());
    }

    /** Returns what ends durable permits, in a new environment. */
    PermitEnds ends() {
        return new PermitEnds(environment(), records, new SplittableRandom());
    }

    static Decision askDurably(DurablePermits permits, String limit, String requestId) {
        PermitRequest request = new PermitRequest(
                List.of(new Claim(limit, null, 1)),
                Duration.ofDays(1),
                true,
                Priority.NORMAL,
                null,
                new Holder(requestId, "arn:aws:states:us-east-1:000000000000:execution:bench:one"));
        return permits.acquire(request, Instant.now());
    }

    static Decision ask(PermitGranter granter, String limit, int permits, Duration maxWait) {
        return ask(granter, limit, permits, maxWait, Instant.now());
    }

    static Decision ask(PermitGranter granter, String limit, int permits, Duration maxWait, Instant now) {
        return granter.acquire(PermitRequest.of(limit, null, permits, maxWait, null), now);
    }

    @Override
    public void close() {
        close.run();
    }
}
