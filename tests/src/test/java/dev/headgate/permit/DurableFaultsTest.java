package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * Durable asks of two rates and a lease, repeated by processes that are killed between any two writes, over a network that
 * loses, delays, repeats and refuses: one answer for one request, no limit passed, no lease kept beyond its end.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class DurableFaultsTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int STEPS = 8;
    private static final int REQUESTS = 4;
    private static final double SHARE = 0.15;

    private final String buckets;
    private final String records;
    private final String slots;
    private final List<FaultyProcess> processes;
    private final DynamoDbClient intact;

    DurableFaultsTest(DynamoDbLocal dynamoDb) {
        intact = dynamoDb.client();
        buckets = dynamoDb.createTable("id");
        slots = dynamoDb.createTable("bucket", "slot");
        records = createRecords();
        processes = List.of(
                new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED),
                new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES));
    }

    @AfterEach
    void close() {
        processes.forEach(FaultyProcess::close);
    }

    @Test
    void noFault_leadsToTwoAnswers_toMoreThanTheBound_orToALeakedLease() {
        Seeds.of(10, 300).check((seed, random) -> new Trial(random).run());
        for (Fault fault : Fault.ALL) {
            assertThat(processes.stream()
                            .mapToInt(process -> process.met(fault))
                            .sum())
                    .as("%s was met", fault)
                    .isPositive();
        }
    }

    /** Some requests, each asked for again and again, by limits of their own. */
    private final class Trial {
        private final RandomGenerator random;
        private final String suffix = UUID.randomUUID().toString();
        private final RateLimit requests = rate("requests-" + suffix, 10, 3);
        private final RateLimit tokens = rate("tokens-" + suffix, 100, 60);
        private final ConcurrencyLimit lanes = new ConcurrencyLimit("lanes-" + suffix, 2, LEASE, Policy.SHARED);
        private final Map<String, Granted> answers = new HashMap<>();
        private Instant now = START;

        Trial(RandomGenerator random) {
            this.random = random;
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(300));
                FaultyProcess process = processes.get(random.nextInt(processes.size()));
                process.follow(Plan.seeded(random.nextLong(), SHARE, Fault.ALL));
                try {
                    ask(permits(process.client()), random.nextInt(REQUESTS));
                } catch (StoreUnavailableException | Killed nobodyKnows) {
                    // Whoever asked has no permit, whatever was written.
                }
            }
            for (FaultyProcess process : processes) {
                process.deliverLate();
            }
            requireBounds();
            requireNoLeaseLeaked();
        }

        private void ask(DurablePermits permits, int number) {
            if (permits.acquire(request("r" + number, 5 * (number + 1)), now) instanceof Granted granted) {
                Granted before = answers.putIfAbsent("r" + number, granted);
                if (before != null) {
                    assertThat(granted.schedule()).as("answered two ways").isEqualTo(before.schedule());
                    assertThat(granted.durable().id())
                            .as("answered two ways")
                            .isEqualTo(before.durable().id());
                }
            }
        }

        private PermitRequest request(String requestId, int weight) {
            List<Claim> claims = List.of(
                    new Claim(requests.name(), null, 1),
                    new Claim(tokens.name(), null, weight),
                    new Claim(lanes.name(), null, 1));
            return new PermitRequest(
                    claims,
                    Duration.ofSeconds(2),
                    false,
                    Priority.NORMAL,
                    null,
                    new Holder(requestId + suffix, "execution-" + suffix));
        }

        private DurablePermits permits(DynamoDbClient client) {
            PermitStores stores = new PermitStores(
                    new DynamoDbPermitStore(client, buckets),
                    new DynamoDbQuotaStore(client, buckets),
                    new DynamoDbLeaseStore(client, slots));
            CircuitBreaker circuits = new CircuitBreaker(new InMemoryCircuitStore(), LEASE, random);
            InMemoryLimits limits =
                    new InMemoryLimits().put(requests).put(tokens).put(lanes);
            PermitGranter granter = new PermitGranter(limits, stores, circuits, Duration.ZERO, random);
            return new DurablePermits(granter, new DynamoDbPermitRecords(client, records), random);
        }

        private void requireBounds() {
            Uses calls = new Uses();
            Uses weights = new Uses();
            answers.values().forEach(granted -> {
                long start = Nanos.of(granted.schedule().startAt());
                calls.add(start, requests.intervalNanos());
                int weight = granted.taken().get(1).part().claim().permits();
                weights.add(start, weight * tokens.intervalNanos());
            });
            assertThat(calls.worstExcess(requests.toleranceNanos()))
                    .as("above the bound")
                    .isNotPositive();
            assertThat(weights.worstExcess(tokens.toleranceNanos()))
                    .as("above the bound")
                    .isNotPositive();
            assertThat(answers).as("slots lent at once").hasSizeLessThanOrEqualTo(lanes.slots());
        }

        private void requireNoLeaseLeaked() {
            now = now.plus(LEASE.multipliedBy(2));
            DurablePermits permits = permits(intact);
            for (int slot = 0; slot < lanes.slots(); slot++) {
                assertThat(permits.acquire(request("fresh" + slot, 1), now))
                        .as("slot %d is there again", slot)
                        .isInstanceOf(Granted.class);
            }
        }
    }

    private static RateLimit rate(String name, int permits, int burst) {
        return new RateLimit(name, permits, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED);
    }

    private String createRecords() {
        String table = "t-" + UUID.randomUUID();
        intact.createTable(create -> create.tableName(table)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(string("owner"), string("requestId"))
                .keySchema(key("owner", KeyType.HASH), key("requestId", KeyType.RANGE)));
        return table;
    }

    private static AttributeDefinition string(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
