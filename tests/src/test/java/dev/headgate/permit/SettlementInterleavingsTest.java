package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
 * Every order in which permits are corrected while others ask: of what was not used only as much is granted again as was set
 * aside for that, and what was used beyond the estimate is charged, whoever of those who settle it dies on the way.
 */
@Tag("campaign")
class SettlementInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration T = Duration.ofMillis(100);
    /** 10 a second and 2 at once, and 2 more of the burst for refunds: one in each window. */
    private static final RateLimit REFUNDING = new RateLimit(
            "x", 10, Duration.ofSeconds(1), 4, Duration.ZERO, Policy.SHARED, new Refunds(2, Duration.ofSeconds(5)));

    private static final RateLimit PLAIN =
            new RateLimit("x", 10, Duration.ofSeconds(1), 2, Duration.ZERO, Policy.SHARED);

    /** The tables, and the calls that are made. */
    private static final class Downstream {
        private final World world;
        private final RateLimit limit;
        private final ExpressionClient dynamoDb;
        private final DurableProcess.Tables tables;
        private final Uses calls = new Uses();

        Downstream(World world, RateLimit limit, String... ignored) {
            this.world = world;
            this.limit = limit;
            this.dynamoDb = new ExpressionClient().ignoring(ignored);
            this.tables = new DurableProcess.Tables(
                    dynamoDb.createTable("id"),
                    dynamoDb.createTable("bucket", "slot"),
                    dynamoDb.createTable("owner", "requestId"));
        }

        DurableProcess process(long seed) {
            return process(world.atomic(DynamoDbClient.class, dynamoDb, ExpressionClient::touched), seed);
        }

        DurableProcess process(DynamoDbClient client, long seed) {
            return DurableProcess.on(client, tables, new InMemoryLimits().put(limit), new SplittableRandom(seed));
        }

        PermitId granted(String requestId, int permits) {
            PermitRequest request = request(permits, Duration.ofSeconds(1), new Holder(requestId, "execution"));
            Granted granted =
                    (Granted) process(dynamoDb, requestId.hashCode()).permits().acquire(request, NOW);
            return granted.durable().id();
        }

        void call(PermitGranter granter, Instant now) {
            PermitRequest request = request(1, Duration.ofMillis(10), null);
            if (granter.acquire(request, now) instanceof Granted granted) {
                calls.add(Nanos.of(granted.schedule().startAt()), limit.intervalNanos());
            }
        }

        long tat() {
            return new DynamoDbPermitStore(dynamoDb, tables.buckets()).peek("x");
        }

        PermitRecord record(PermitId id) {
            return new DynamoDbPermitRecords(dynamoDb, tables.records())
                    .find(id.holder())
                    .orElseThrow();
        }
    }

    private static PermitRequest request(int permits, Duration wait, Holder holder) {
        List<Claim> claims = List.of(new Claim("x", null, permits));
        return new PermitRequest(claims, wait, true, Priority.NORMAL, null, holder);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void whatWasNotUsed_isGrantedAgain_onlyAsFarAsSetAside(int crashes, int repeats, int lostAnswers) {
        boolean faults = crashes + repeats + lostAnswers > 0;
        explore("refunds", cancelled(faults ? Campaign.size(2, 3) : 3), crashes, repeats, lostAnswers);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refunded <= :most", "refundsUntil <= :now"})
    void whatWasNotUsed_wouldPassTheBound_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(cancelled(3, condition)).reduced()::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound");
    }

    /** Three permits whose slots are past and worked off are cancelled late, when the burst has been taken anew. */
    private static Consumer<World> cancelled(int callers, String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, REFUNDING, ignored);
            List<PermitId> unused = new ArrayList<>();
            for (String requestId : List.of("one", "two", "three")) {
                unused.add(downstream.granted(requestId, 1));
            }
            Instant now = NOW.plus(T.multipliedBy(3));
            PermitGranter before = downstream.process(downstream.dynamoDb, 9).granter();
            downstream.call(before, now);
            downstream.call(before, now);
            DurableProcess one = downstream.process(1);
            DurableProcess two = downstream.process(2);
            DurableProcess three = downstream.process(3);
            world.caller("a", () -> one.ends().cancel(unused.get(0), now));
            if (callers == 3) {
                world.caller("b", () -> two.ends().cancel(unused.get(1), now));
            }
            world.caller("c", () -> {
                three.ends().cancel(unused.get(2), now);
                for (int i = 0; i < 3; i++) {
                    downstream.call(three.granter(), now);
                }
            });
            world.always(() -> assertThat(downstream.calls.worstExcess(REFUNDING.burst() * REFUNDING.intervalNanos()))
                    .as("nanoseconds above the bound")
                    .isNotPositive());
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void whatWasUsedBeyondTheEstimate_isCharged_byWhoeverComesPast(int crashes, int repeats, int lostAnswers) {
        explore("charges", overused(List.of("a", "b")), crashes, repeats, lostAnswers);
    }

    /** The control: where nobody repeats the settlement of a process that dies, nothing is charged. */
    @Test
    void whatWasUsedBeyondTheEstimate_wouldNotBeCharged_ifNobodyCameBy() {
        assertThatThrownBy(Interleavings.of(overused(List.of("a"))).crashes(1)::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("what was used");
    }

    /** A permit of two units used five: so say the call itself, which repeats it elsewhere, while somebody asks. */
    private static Consumer<World> overused(List<String> settlers) {
        return world -> {
            Downstream downstream = new Downstream(world, PLAIN);
            PermitId id = downstream.granted("first", 2);
            List<Usage> used = List.of(new Usage("x", null, 5));
            for (String name : settlers) {
                DurableProcess process = downstream.process(name.hashCode());
                world.caller(name, () -> process.ends().settle(id, used, NOW));
            }
            DurableProcess asking = downstream.process(3);
            world.caller("c", () -> asking.granter().acquire(request(1, Duration.ofSeconds(2), null), NOW));
            world.always(() -> {
                if (downstream.record(id).charged()) {
                    assertThat(downstream.tat())
                            .as("what was used, when it says so")
                            .isGreaterThanOrEqualTo(tat(5));
                }
            });
            world.atEnd(() -> assertThat(downstream.tat()).as("what was used").isGreaterThanOrEqualTo(tat(5)));
        };
    }

    private static long tat(int units) {
        return Nanos.of(NOW) + units * PLAIN.intervalNanos();
    }

    private static void explore(String what, Consumer<World> world, int crashes, int repeats, int lostAnswers) {
        Explored explored = Interleavings.of(world)
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .reduced()
                .explore();
        System.out.printf("SettlementInterleavingsTest, %s: %s%n", what, explored);
    }
}
