package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbLeaseStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.PermitEnd.Done;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which what an execution left behind is ended: by the event of its end, which comes twice, while it still
 * ends a permit itself, or is redriven and asks again. Each permit ends once, a slot that is lent again stays lent, and no
 * permit is left that promises a slot which somebody else may have.
 */
@Tag("campaign")
class CleanUpInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final String OWNER = "execution";
    private static final RateLimit RATE =
            new RateLimit("rate", 10, Duration.ofSeconds(1), 1, Duration.ZERO, Policy.SHARED);
    private static final ConcurrencyLimit LANES =
            new ConcurrencyLimit("lanes", 1, Duration.ofMinutes(10), Policy.SHARED);

    /** The tables, with a lease and a slot that still lies ahead, both of one execution. */
    private static final class Leftovers {
        private final World world;
        private final ExpressionClient dynamoDb;
        private final DurableProcess.Tables tables;
        private final Granted lease;
        private int endings;

        Leftovers(World world, String... ignored) {
            this.world = world;
            this.dynamoDb = new ExpressionClient().ignoring(ignored);
            this.tables = new DurableProcess.Tables(
                    dynamoDb.createTable("id"),
                    dynamoDb.createTable("bucket", "slot"),
                    dynamoDb.createTable("owner", "requestId"));
            DurableProcess before = process(dynamoDb, 1);
            this.lease = granted(before, "lease", "lanes");
            granted(before, "now", "rate");
            granted(before, "ahead", "rate");
        }

        DurableProcess process(long seed) {
            return process(world.atomic(DynamoDbClient.class, dynamoDb, ExpressionClient::touched), seed);
        }

        private DurableProcess process(DynamoDbClient client, long seed) {
            InMemoryLimits limits = new InMemoryLimits().put(RATE).put(LANES);
            return DurableProcess.on(client, tables, limits, new SplittableRandom(seed));
        }

        void cleansUp(String name, long seed) {
            DurableProcess process = process(seed);
            world.caller(name, () -> {
                int ended = process.ends().endAll(OWNER, NOW);
                endings += ended;
            });
        }

        void count(PermitEnd end) {
            endings += end instanceof Done done && !done.again() ? 1 : 0;
        }

        State stateOf(String requestId) {
            return record(requestId).state();
        }

        private PermitRecord record(String requestId) {
            return new DynamoDbPermitRecords(dynamoDb, tables.records())
                    .find(new Holder(requestId, OWNER))
                    .orElseThrow();
        }

        /** A permit that may be used has its slot, whoever ended an earlier one meanwhile. */
        void requireLeaseKept() {
            PermitRecord permit = record("lease");
            if (permit.state() != State.ACTIVE) {
                return;
            }
            Part.Lease promised = permit.leases().getFirst();
            Slot slot = new DynamoDbLeaseStore(dynamoDb, tables.slots())
                    .look(promised.bucket(), 0, 1)
                    .getFirst();
            assertThat(slot.holder()).as("who has the slot that is promised").isEqualTo(promised.holder());
            assertThat(slot.epoch()).as("the epoch that is promised").isEqualTo(promised.epoch());
        }

        /** Nobody else has asked: the slot ahead, if it was cancelled, is the next that is handed out. */
        void requireSlotsHandedOutOnce() {
            Instant ahead = NOW.plusMillis(100);
            Instant next =
                    granted(process(dynamoDb, 99), "next", "rate").schedule().startAt();
            assertThat(next).as("the slot ahead").isIn(ahead, ahead.plusMillis(100));
            if (stateOf("ahead") == State.ACTIVE) {
                assertThat(next).as("behind the slot ahead").isAfter(ahead);
            }
        }
    }

    private static Granted granted(DurableProcess process, String requestId, String limit) {
        return (Granted) process.permits().acquire(request(requestId, limit), NOW);
    }

    private static PermitRequest request(String requestId, String limit) {
        return new PermitRequest(
                List.of(new Claim(limit, null, 1)),
                Duration.ofSeconds(10),
                true,
                Priority.NORMAL,
                null,
                new Holder(requestId, OWNER));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void permitsLeftBehind_endOnce(int crashes, int repeats, int lostAnswers) {
        boolean faults = crashes + repeats + lostAnswers > 0;
        explore("left behind", leftBehind(faults ? Campaign.size(2, 3) : 3), crashes, repeats, lostAnswers);
    }

    @Test
    void permitsLeftBehind_wouldEndTwice_withoutTheCondition() {
        assertThatThrownBy(Interleavings.of(leftBehind(2, "state ="))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("endings");
    }

    /** The event comes twice, and the execution's own last step still releases its lease. */
    private static Consumer<World> leftBehind(int callers, String... ignored) {
        return world -> {
            Leftovers left = new Leftovers(world, ignored);
            left.cleansUp("a", 2);
            left.cleansUp("b", 3);
            if (callers == 3) {
                DurableProcess last = left.process(4);
                PermitId id = left.lease.durable().id();
                world.caller("c", () -> left.count(last.ends().release(id, NOW)));
            }
            world.atEnd(() -> {
                assertThat(left.endings).as("endings of 3 permits").isLessThanOrEqualTo(3);
                left.requireLeaseKept();
                left.requireSlotsHandedOutOnce();
            });
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aRedrivenExecution_keepsTheSlotThatItIsLentAgain(int crashes, int repeats, int lostAnswers) {
        boolean faults = crashes + repeats + lostAnswers > 0;
        int most = repeats > 0 ? 2 : 3; // a third caller beside a repeat takes as long as all the rest
        explore("redriven", redriven(faults ? Campaign.size(2, most) : 3), crashes, repeats, lostAnswers);
    }

    @ParameterizedTest
    @ValueSource(strings = "epoch =")
    void aRedrivenExecution_wouldLoseTheSlot_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(redriven(3, condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the slot that is promised");
    }

    /** The same request is asked for again while the events of the first end are still under way. */
    private static Consumer<World> redriven(int callers, String... ignored) {
        return world -> {
            Leftovers left = new Leftovers(world, ignored);
            DurableProcess again = left.process(4);
            world.caller("a", () -> again.permits().acquire(request("lease", "lanes"), NOW));
            left.cleansUp("b", 2);
            if (callers == 3) {
                DurableProcess worker = left.process(3);
                PermitId id = left.lease.durable().id();
                world.caller("c", () -> worker.ends().release(id, NOW));
            }
            world.atEnd(left::requireLeaseKept);
        };
    }

    private static void explore(String what, Consumer<World> world, int crashes, int repeats, int lostAnswers) {
        Explored explored = Interleavings.of(world)
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .reduced()
                .explore();
        System.out.printf("CleanUpInterleavingsTest, %s: %s%n", what, explored);
    }
}
