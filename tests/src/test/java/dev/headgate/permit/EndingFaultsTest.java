package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.StoreUnavailableException;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.Renewal.NotRenewed;
import dev.headgate.permit.Renewal.Renewed;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.DynamoDbLocal;
import dev.headgate.testing.faults.Careless;
import dev.headgate.testing.faults.Fault;
import dev.headgate.testing.faults.FaultyProcess;
import dev.headgate.testing.faults.Killed;
import dev.headgate.testing.faults.Plan;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * RELEASE, RENEW and the clean-up behind an execution, harmed at every single request, done again by a process that comes to
 * no harm, and done once more, late, when others have taken what is free: no lease leaks, none is lent twice, nothing is
 * given back twice, and what was used beyond the estimate is charged. Each condition, not heeded, must be missed.
 */
@Tag("campaign")
@ExtendWith(DynamoDbLocal.Shared.class)
class EndingFaultsTest {
    private static final List<Fault> FAULTS = Campaign.size(List.of(Fault.LATE, Fault.KILLED_AFTER), Fault.ALL);
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final DynamoDbLocal dynamoDb;
    private final DurableProcess.Tables tables;

    EndingFaultsTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
        this.tables = DurableProcess.Tables.of(dynamoDb);
    }

    enum Action {
        RELEASE,
        RENEW,
        END_ALL
    }

    @ParameterizedTest
    @EnumSource
    void noFault_atAnyRequest_leavesMoreThanWaste(Action action) throws IOException {
        assertThat(trials(action)).as("requests of the action, times faults").isGreaterThan(FAULTS.size());
    }

    @ParameterizedTest
    @CsvSource({
        "RELEASE, holder =, lent twice",
        "RENEW, holder =, lent twice",
        "END_ALL, holder =, lent twice",
        "END_ALL, tat = :after, above the bound"
    })
    void aCondition_notHeeded_isMissed(Action action, String condition, String complaint) {
        assertThatThrownBy(() -> trials(action, new Careless(condition)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(complaint);
    }

    private int trials(Action action, ExecutionInterceptor... wrong) throws IOException {
        int trials = 0;
        try (FaultyProcess process = new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES, wrong)) {
            for (Fault fault : FAULTS) {
                int before = -1;
                for (int request = 0; process.met(fault) > before; request++, trials++) {
                    before = process.met(fault);
                    new Trial().run(action, process, Plan.at(request, fault));
                }
            }
        }
        return trials;
    }

    /**
     * An execution with a slot, two permits that lie ahead, behind the first of which others have reserved, and one that used
     * more than it was granted.
     */
    private final class Trial {
        private final String suffix = UUID.randomUUID().toString();
        private final String owner = "execution-" + suffix;
        private final RateLimit rate = rate("rate-" + suffix, 1);
        private final RateLimit tokens = rate("tokens-" + suffix, 20);
        private final ConcurrencyLimit lane = new ConcurrencyLimit("lane-" + suffix, 1, LEASE, Policy.SHARED);
        private final InMemoryLimits limits =
                new InMemoryLimits().put(rate).put(tokens).put(lane);
        private final SplittableRandom random = new SplittableRandom(suffix.hashCode());
        private final DurableProcess intact = processOf(dynamoDb.client());
        private final Uses slots = new Uses();
        private int strangers;

        void run(Action action, FaultyProcess process, Plan plan) throws IOException {
            PermitId held = granted(ask("held", owner, lane.name(), 1, START));
            switch (action) {
                case RELEASE -> release(held, process, plan);
                case RENEW -> renew(held, process, plan);
                case END_ALL -> endAll(held, process, plan);
            }
        }

        private void release(PermitId held, FaultyProcess process, Plan plan) throws IOException {
            process.follow(plan);
            unlessItFails(() -> processOf(process.client()).ends().release(held, START));
            intact.ends().release(held, START);
            requireFree(START);
            process.deliverLate();
            intact.ends().release(held, START);
            requireLent(START);
        }

        /** An answer holds; silence means that the lease lasts as it did, or as was asked. */
        private void renew(PermitId held, FaultyProcess process, Plan plan) throws IOException {
            Instant half = START.plus(LEASE.dividedBy(2));
            process.follow(plan);
            Renewal answer =
                    unlessItFails(() -> processOf(process.client()).renewals().renew(held, half));
            if (answer instanceof Renewed) {
                requireLent(lapsed(START));
            }
            requireFree(lapsed(half));
            process.deliverLate();
            assertThat(intact.renewals().renew(held, lapsed(half)))
                    .as("what is lost stays lost")
                    .isEqualTo(new NotRenewed(NotRenewed.Reason.LEASE_LOST));
            requireLent(lapsed(half).plus(LEASE).minus(SECOND));
        }

        private Instant lapsed(Instant renewed) {
            return renewed.plus(LEASE).plus(LeaseAsk.GUARD).plus(SECOND);
        }

        private void endAll(PermitId held, FaultyProcess process, Plan plan) throws IOException {
            use(ask("now", owner, rate.name(), 1, START));
            granted(ask("ahead", owner, rate.name(), 1, START));
            useRate(1);
            granted(ask("behind", owner, rate.name(), 1, START));
            overuse(granted(ask("owing", owner, tokens.name(), 5, START)));
            process.follow(plan);
            Integer answer =
                    unlessItFails(() -> processOf(process.client()).ends().endAll(owner, START));
            boolean brokeOffBehind = answer == null && isEnded(held);
            intact.ends().endAll(owner, START);
            Instant free = brokeOffBehind ? lapsed(START) : START;
            requireFree(free);
            useRate(4);
            process.deliverLate();
            assertThat(intact.ends().endAll(owner, START))
                    .as("left to be ended")
                    .isZero();
            useRate(4);
            assertThat(slots.worstExcess(rate.toleranceNanos()))
                    .as("above the bound")
                    .isNotPositive();
            assertThat(new DynamoDbPermitStore(dynamoDb.client(), tables.buckets()).peek(tokens.name()))
                    .as("what was used beyond the estimate")
                    .isGreaterThanOrEqualTo(Nanos.of(START) + 10 * tokens.intervalNanos());
            requireLent(free);
        }

        /** Who broke off behind the record's write leaves the slot to the lease's end. */
        private boolean isEnded(PermitId id) {
            return new DynamoDbPermitRecords(dynamoDb.client(), tables.records())
                            .find(id.holder())
                            .orElseThrow()
                            .state()
                    != PermitRecord.State.ACTIVE;
        }

        /** By a process that is killed when it has written down what was used, before that is charged. */
        private void overuse(PermitId id) throws IOException {
            try (FaultyProcess dying = new FaultyProcess(dynamoDb, FaultyProcess.NO_RETRIES)) {
                dying.follow(Plan.of(Fault.KILLED_AFTER));
                List<Usage> used = List.of(new Usage(tokens.name(), null, 10));
                unlessItFails(() -> processOf(dying.client()).ends().settle(id, used, START));
            }
        }

        private void useRate(int times) {
            for (int i = 0; i < times; i++) {
                use(ask("stranger-" + strangers++, null, rate.name(), 1, START));
            }
        }

        private void use(Decision decision) {
            if (decision instanceof Granted permit) {
                slots.add(Nanos.of(permit.schedule().startAt()), rate.intervalNanos());
            }
        }

        private void requireFree(Instant now) {
            assertThat(askLane(now)).as("the slot is there again").isInstanceOf(Granted.class);
        }

        private void requireLent(Instant now) {
            assertThat(askLane(now)).as("lent twice").isInstanceOf(Denied.class);
        }

        private Decision askLane(Instant now) {
            return ask("stranger-" + strangers++, null, lane.name(), 1, now);
        }

        private Decision ask(String requestId, @Nullable String asking, String limit, int permits, Instant now) {
            Holder holder = new Holder(requestId + suffix, asking);
            return intact.permits()
                    .acquire(
                            new PermitRequest(
                                    List.of(new Claim(limit, null, permits)),
                                    limit.equals(lane.name()) ? Duration.ZERO : SECOND,
                                    false,
                                    Priority.NORMAL,
                                    null,
                                    holder),
                            now);
        }

        private static PermitId granted(Decision decision) {
            return ((Granted) decision).durable().id();
        }

        private DurableProcess processOf(DynamoDbClient client) {
            return DurableProcess.on(client, tables, limits, random);
        }
    }

    private interface Step<T> {
        T run();
    }

    /** Returns what it answers, and nothing if nobody knows what was written. */
    private static <T> @Nullable T unlessItFails(Step<T> step) {
        try {
            return step.run();
        } catch (StoreUnavailableException | Killed nobodyKnows) {
            return null;
        }
    }

    private static RateLimit rate(String name, int burst) {
        return new RateLimit(name, 10, SECOND, burst, Duration.ZERO, Policy.SHARED);
    }
}
