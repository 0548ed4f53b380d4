package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.Seeds;
import dev.headgate.testing.faults.Careless;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.FaultyProcesses;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Durable asks of two rates and a lease, repeated, settled and cancelled by processes that are killed between any two writes,
 * over a network that loses, delays, repeats and refuses: one answer for one request, no limit passed, no lease kept beyond
 * its end, and what was used beyond the estimate is charged.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class DurableFaultsTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int STEPS = 8;
    private static final int REQUESTS = 4;
    private static final double SHARE = 0.15;

    private final DynamoDbLocal dynamoDb;
    private final DurableProcess.Tables tables;
    private FaultyProcesses processes;
    private final DynamoDbClient intact;

    DurableFaultsTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.tables = DurableProcess.Tables.of(dynamoDb);
        this.intact = dynamoDb.client();
        this.processes = FaultyProcesses.of(2, dynamoDb);
    }

    @AfterEach
    void close() {
        processes.close();
    }

    @Test
    void noFault_leadsToTwoAnswers_toMoreThanTheBound_orToALeakedLease() {
        Seeds.of(10, 600).check((seed, random) -> new Trial(random).run());
        processes.requireAllMet();
    }

    @ParameterizedTest
    @CsvSource({
        "attribute_not_exists(requestId), answered two ways",
        "attribute_not_exists(holder), slots lent at once|answered two ways",
        "tat <= :now, above the bound",
        "tat = :after, above the bound"
    })
    void aCondition_notHeeded_isMissed(String condition, String complaint) {
        close();
        processes = FaultyProcesses.of(2, dynamoDb, new Careless(condition));
        assertThatThrownBy(() -> Seeds.ofControl(300).check((seed, random) -> new Trial(random).run()))
                .isInstanceOf(AssertionError.class)
                .hasMessageFindingMatch(complaint);
    }

    /** What is done by a process that comes to harm, and then again by another one that does not. */
    enum Action {
        ASK,
        SETTLE_LESS,
        SETTLE_MORE,
        CANCEL
    }

    @ParameterizedTest
    @EnumSource
    void noFault_betweenAnyTwoWrites_leavesMoreThanWaste(Action action) throws IOException {
        assertThat(trials(action, true))
                .as("requests of the action, times faults")
                .isGreaterThan(3 * Fault.oneByOne().size());
    }

    @Test
    void overuse_thatNobodySettlesAgain_wouldNotBeCharged() {
        assertThatThrownBy(() -> trials(Action.SETTLE_MORE, false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what was used beyond the estimate");
    }

    private int trials(Action action, boolean repeated) throws IOException {
        FaultyProcess process = processes.withoutRetries();
        int trials = 0;
        for (Fault fault : Fault.oneByOne()) {
            int before = -1;
            for (int request = 0; process.met(fault) > before; request++, trials++) {
                before = process.met(fault);
                new Trial(new SplittableRandom(request)).harmed(action, process, Plan.at(request, fault), repeated);
            }
        }
        return trials;
    }

    /** Some requests, each asked for again and again, by limits of their own. */
    private final class Trial {
        private final RandomGenerator random;
        private final String suffix = UUID.randomUUID().toString();
        private final RateLimit requests = rate("requests-" + suffix, 2, 1);
        private final RateLimit tokens = rate("tokens-" + suffix, 20, 20);
        private final ConcurrencyLimit lanes = new ConcurrencyLimit("lanes-" + suffix, 2, LEASE, Policy.SHARED);
        private final InMemoryLimits limits =
                new InMemoryLimits().put(requests).put(tokens).put(lanes);
        private final Map<PermitId, Granted> granted = new HashMap<>();
        private final Map<String, PermitId> answers = new HashMap<>();
        private final Map<PermitId, Integer> settled = new HashMap<>();
        private final Set<PermitId> cancelled = new HashSet<>();
        private Instant now = START;

        Trial(RandomGenerator random) {
            this.random = random;
        }

        void run() throws IOException {
            for (int step = 0; step < STEPS; step++) {
                now = now.plusMillis(random.nextInt(300));
                FaultyProcess process = processes.any(random);
                process.follow(Plan.seeded(random.nextLong(), SHARE, Fault.ALL));
                int number = random.nextInt(REQUESTS);
                PermitId id = answers.get("r" + number);
                boolean ends = id != null && !settled.containsKey(id) && random.nextInt(3) == 0;
                attempt(
                        process,
                        random.nextBoolean() && ends ? Action.CANCEL : ends ? settlement() : Action.ASK,
                        number);
            }
            requireBounds();
            requireNoLeaseLeaked();
        }

        void harmed(Action action, FaultyProcess process, Plan plan, boolean repeated) throws IOException {
            if (action != Action.ASK) {
                act(processOf(intact), Action.ASK, 1);
            }
            process.follow(plan);
            attempt(process, action, 1);
            if (repeated && (action == Action.ASK || answers.containsKey("r1"))) {
                act(processOf(intact), action, 1);
            }
            act(processOf(intact), Action.ASK, 0);
            requireBounds();
            if (action == Action.SETTLE_MORE) {
                assertThat(new DynamoDbPermitStore(intact, tables.buckets()).peek(tokens.name()))
                        .as("what was used beyond the estimate")
                        .isGreaterThanOrEqualTo(Nanos.of(START) + 2L * weight(1) * tokens.intervalNanos());
            }
            if (action == Action.ASK) {
                now = now.plus(LEASE.multipliedBy(2));
            }
            requireFree(action == Action.ASK ? 2 : 1);
        }

        private Action settlement() {
            return random.nextBoolean() ? Action.SETTLE_LESS : Action.SETTLE_MORE;
        }

        private void attempt(FaultyProcess process, Action action, int number) throws IOException {
            try {
                act(processOf(process.client()), action, number);
            } catch (StoreUnavailableException | Killed nobodyKnows) {
                // Whoever asked has no permit, whatever was written; whoever ended one makes no call by it.
            }
            process.deliverLate();
        }

        private void act(DurableProcess process, Action action, int number) {
            String requestId = "r" + number;
            PermitId id = answers.get(requestId);
            switch (action) {
                case ASK -> ask(process, number);
                case SETTLE_LESS -> settle(process, id, weight(number) / 2, weight(number) / 2);
                case SETTLE_MORE -> settle(process, id, weight(number), 2 * weight(number));
                case CANCEL -> {
                    cancelled.add(id);
                    process.ends().cancel(id, now);
                    answers.remove(requestId);
                }
            }
        }

        private void settle(DurableProcess process, PermitId id, int granted, int used) {
            settled.put(id, granted);
            process.ends().settle(id, List.of(new Usage(tokens.name(), null, used)), now);
        }

        private void ask(DurableProcess process, int number) {
            PermitRequest request = request("r" + number, weight(number));
            if (process.permits().acquire(request, now) instanceof Granted answer) {
                PermitId id = answer.durable().id();
                Granted before = granted.putIfAbsent(id, answer);
                if (before != null) {
                    assertThat(answer.schedule()).as("answered two ways").isEqualTo(before.schedule());
                }
                PermitId last = answers.put("r" + number, id);
                if (last != null && !cancelled.contains(last)) {
                    assertThat(id).as("answered two ways").isEqualTo(last);
                }
                cancelled.remove(id);
            }
        }

        private static int weight(int number) {
            return 5 * (number + 1);
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

        private DurableProcess processOf(DynamoDbClient client) {
            return DurableProcess.on(client, tables, limits, random);
        }

        private void requireBounds() {
            Uses calls = new Uses();
            Uses weights = new Uses();
            List<PermitId> used = granted.keySet().stream()
                    .filter(id -> !cancelled.contains(id))
                    .toList();
            for (PermitId id : used) {
                Granted permit = granted.get(id);
                long start = Nanos.of(permit.schedule().startAt());
                int asked = permit.taken().get(1).part().claim().permits();
                calls.add(start, requests.intervalNanos());
                weights.add(start, settled.getOrDefault(id, asked) * tokens.intervalNanos());
            }
            assertThat(calls.worstExcess(requests.toleranceNanos()))
                    .as("above the bound")
                    .isNotPositive();
            assertThat(weights.worstExcess(tokens.toleranceNanos()))
                    .as("above the bound")
                    .isNotPositive();
            assertThat(used.stream().filter(id -> !settled.containsKey(id)))
                    .as("slots lent at once")
                    .hasSizeLessThanOrEqualTo(lanes.slots());
        }

        private void requireNoLeaseLeaked() {
            now = now.plus(LEASE.multipliedBy(2));
            requireFree(lanes.slots());
        }

        private void requireFree(int slots) {
            for (int slot = 0; slot < slots; slot++) {
                assertThat(processOf(intact).permits().acquire(request("fresh" + slot, 1), now))
                        .as("slot %d is there again", slot)
                        .isInstanceOf(Granted.class);
            }
        }
    }

    private static RateLimit rate(String name, int permits, int burst) {
        return new RateLimit(name, permits, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED);
    }
}
