package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
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
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever is lost, late or killed between the writes of durable asks and their settlements: a request is answered one way,
 * and the bucket never counts less than what was used.
 */
@ExtendWith(DynamoDbLocal.Shared.class)
class DurableFaultsTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final double SHARE = 0.2;
    private static final int ASKED = 8;
    private static final int USED = 3;

    private final List<FaultyProcess> processes;
    private final String buckets;
    private final String reservations;

    DurableFaultsTest(DynamoDbLocal dynamoDb) {
        buckets = dynamoDb.createTable("id");
        reservations = dynamoDb.createTableOfTexts("owner", "requestId");
        processes = List.of(
                new FaultyProcess(dynamoDb, FaultyProcess.AS_DEPLOYED),
                new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES));
    }

    @AfterEach
    void close() {
        processes.forEach(FaultyProcess::close);
    }

    /** How a permit is settled: as it is, or wrongly on purpose. */
    private interface Settler {
        void settle(Node node, PermitId id, Instant now);
    }

    @Test
    void noFault_answersARequestTwoWays_orCountsLessThanWasUsed() {
        Seeds.of(30, 10_000).check((seed, random) -> trial(seed, random, DurableFaultsTest::settle));
    }

    @Test
    void aSettlementThatRefundsAgain_countsLessThanWasUsed() {
        Settler careless = (node, id, now) -> {
            settle(node, id, now);
            node.records()
                    .find(id.holder())
                    .ifPresent(permit -> node.granter().corrections().refund(permit, now));
        };
        assertThatThrownBy(() -> Seeds.of(60, 60).check((seed, random) -> trial(seed, random, careless)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("counted of what was used");
    }

    private static void settle(Node node, PermitId id, Instant now) {
        String limit = node.limit();
        node.ends().settle(id, List.of(new Usage(limit, null, USED)), now);
    }

    private void trial(long seed, RandomGenerator random, Settler settler) throws IOException {
        RateLimit limit = new RateLimit(
                "x" + seed + '-' + random.nextInt(1_000_000),
                10,
                SECOND,
                60,
                Duration.ZERO,
                Policy.SHARED,
                new Refunds(20, SECOND.multipliedBy(10)));
        List<Node> nodes =
                processes.stream().map(process -> node(process, limit, random)).toList();
        Map<String, Granted> answers = new HashMap<>();
        for (int i = 0; i < ASKED; i++) {
            String request = "r-" + random.nextInt(3);
            troubled(nodes, random, node -> ask(node, request, answers));
        }
        for (Granted granted : answers.values()) {
            PermitId id = Objects.requireNonNull(granted.durable()).id();
            Instant then = granted.schedule().startAt();
            for (int i = 0; i < 3; i++) {
                troubled(nodes, random, node -> settler.settle(node, id, then));
            }
            processes.forEach(process -> process.follow(Plan.NO_FAULTS));
            settler.settle(nodes.getFirst(), id, then);
        }
        for (FaultyProcess process : processes) {
            process.deliverLate();
        }
        long counted = (nodes.getFirst().store().peek(limit.name()) - Nanos.of(START)) / limit.intervalNanos();
        assertThat(counted).as("counted of what was used").isGreaterThanOrEqualTo((long) USED * answers.size());
    }

    private void troubled(List<Node> nodes, RandomGenerator random, Consumer<Node> action) {
        int index = random.nextInt(nodes.size());
        processes.get(index).follow(Plan.seeded(random.nextLong(), SHARE, Fault.ALL));
        try {
            action.accept(nodes.get(index));
        } catch (StoreUnavailableException | Killed unknown) {
            // The caller knows nothing, and asks again.
        }
    }

    private static void ask(Node node, String request, Map<String, Granted> answers) {
        PermitRequest ask = new PermitRequest(
                List.of(new Claim(node.limit(), null, ASKED)),
                SECOND.multipliedBy(600),
                false,
                Priority.NORMAL,
                null,
                new Holder(request + node.limit(), "arn:owner"));
        if (node.permits().acquire(ask, START) instanceof Granted granted) {
            Granted first = answers.putIfAbsent(request, granted);
            if (first != null) {
                assertThat(granted.schedule()).as("the same answer").isEqualTo(first.schedule());
                assertThat(granted.taken()).as("the same answer").isEqualTo(first.taken());
            }
        }
    }

    /** What a process of the granter is made of. */
    private record Node(
            String limit,
            PermitStore store,
            PermitRecords records,
            PermitGranter granter,
            DurablePermits permits,
            PermitEnds ends) {}

    private Node node(FaultyProcess process, RateLimit limit, RandomGenerator random) {
        PermitStore store = new DynamoDbPermitStore(process.client(), buckets);
        PermitRecords records = new DynamoDbPermitRecords(process.client(), reservations);
        PermitGranter granter = new PermitGranter(
                new InMemoryLimits().put(limit),
                new PermitStores(store, new InMemoryQuotaStore()),
                new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
                SECOND,
                new SplittableRandom(7));
        SplittableRandom marks = new SplittableRandom(random.nextLong());
        return new Node(
                limit.name(),
                store,
                records,
                granter,
                new DurablePermits(granter, records, marks),
                new PermitEnds(granter, records, marks));
    }
}
