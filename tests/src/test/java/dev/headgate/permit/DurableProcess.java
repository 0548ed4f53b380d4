package dev.headgate.permit;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Duration;
import java.util.random.RandomGenerator;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A process that grants durable permits, prolongs and ends them, and remembers no refusal. */
record DurableProcess(PermitGranter granter, DurablePermits permits, PermitEnds ends, Renewals renewals) {

    /** The names of the tables that all processes share. */
    record Tables(String buckets, String slots, String records) {
        static Tables of(DynamoDbLocal dynamoDb) {
            return new Tables(
                    dynamoDb.createTable("id"),
                    dynamoDb.createTable("bucket", "slot"),
                    dynamoDb.createTableOfTexts("owner", "requestId"));
        }
    }

    /** @param random of its own: what tells one process's writes from another's */
    static DurableProcess on(DynamoDbClient client, Tables tables, LimitStore limits, RandomGenerator random) {
        PermitStores stores = new PermitStores(
                new DynamoDbPermitStore(client, tables.buckets()),
                new DynamoDbQuotaStore(client, tables.buckets()),
                new DynamoDbLeaseStore(client, tables.slots()));
        CircuitBreaker circuits = new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), random);
        PermitGranter granter = new PermitGranter(limits, stores, circuits, Duration.ZERO, random);
        PermitRecords records = new DynamoDbPermitRecords(client, tables.records());
        return new DurableProcess(
                granter,
                new DurablePermits(granter, records, random),
                new PermitEnds(granter, records, random),
                new Renewals(granter, records));
    }
}
