package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which durable permits are asked for, repeated, ended and cleaned up by processes that crash and lose
 * answers: one answer for one request, one ending, and no slot handed out twice.
 */
@Tag("campaign")
class DurableInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final String OWNER = "execution";
    /** 10 a second, 2 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("x", 10, Duration.ofSeconds(1), 2, Duration.ZERO, Policy.SHARED);

    /** The tables, the calls that were made, and what each permit was answered. */
    private static final class Downstream {
        private final World world;
        private final ExpressionClient dynamoDb;
        private final String buckets;
        private final String records;
        private final Map<String, Granted> answers = new HashMap<>();
        private int endings;

        Downstream(World world, String... ignored) {
            this.world = world;
            this.dynamoDb = new ExpressionClient().ignoring(ignored);
            this.buckets = dynamoDb.createTable("id");
            this.records = dynamoDb.createTable("owner", "requestId");
        }

        Caller process(long seed) {
            return new Caller(world.atomic(DynamoDbClient.class, dynamoDb, ExpressionClient::touched), seed);
        }

        /** Calls that are made at their slots: by each permit once, however often it was answered, unless cancelled. */
        void requireBound() {
            Uses uses = new Uses();
            answers.forEach((requestId, granted) -> {
                if (isCancelled(requestId)) {
                    return;
                }
                for (int unit = 0; unit < granted.schedule().permits(); unit++) {
                    uses.add(Nanos.of(granted.schedule().slot(unit)), LIMIT.intervalNanos());
                }
            });
            assertThat(uses.worstExcess(LIMIT.toleranceNanos()))
                    .as("nanoseconds above the bound")
                    .isNotPositive();
        }

        private boolean isCancelled(String requestId) {
            return new DynamoDbPermitRecords(dynamoDb, records)
                    .find(new Holder(requestId, OWNER))
                    .filter(record -> record.state() == PermitRecord.State.CANCELLED)
                    .isPresent();
        }

        final class Caller {
            private final DurablePermits permits;
            private final PermitEnds ends;

            Caller(DynamoDbClient client, long seed) {
                SplittableRandom random = new SplittableRandom(seed);
                PermitGranter granter = new PermitGranter(
                        new InMemoryLimits().put(LIMIT),
                        new PermitStores(
                                new DynamoDbPermitStore(client, buckets), new DynamoDbQuotaStore(client, buckets)),
                        new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), random),
                        Duration.ZERO,
                        random);
                PermitRecords kept = new DynamoDbPermitRecords(client, records);
                permits = new DurablePermits(granter, kept, random);
                ends = new PermitEnds(granter, kept, random);
            }

            /** Asks, and remembers the answer; every answer to one request must be the same. */
            @Nullable
            Granted ask(String requestId, int units) {
                Holder holder = new Holder(requestId, OWNER);
                PermitRequest request = new PermitRequest(
                        List.of(new Claim("x", null, units)),
                        Duration.ofMinutes(1),
                        true,
                        Priority.NORMAL,
                        null,
                        holder);
                if (!(permits.acquire(request, NOW) instanceof Granted granted)) {
                    return null;
                }
                Granted before = answers.putIfAbsent(requestId, granted);
                if (before != null) {
                    assertThat(granted.schedule()).as("answered two ways").isEqualTo(before.schedule());
                    assertThat(granted.durable().id())
                            .as("answered two ways")
                            .isEqualTo(before.durable().id());
                }
                return granted;
            }

            void count(PermitEnd end) {
                endings += end instanceof PermitEnd.Done done && !done.again() ? 1 : 0;
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aRequestRepeatedByOthers_isAnsweredOneWay(int crashes, int repeats, int lostAnswers) {
        print(
                "repeated",
                Interleavings.of(repeated())
                        .crashes(crashes)
                        .repeats(repeats)
                        .lostAnswers(lostAnswers)
                        .reduced()
                        .explore());
    }

    @Test
    void aRequestRepeatedByOthers_wouldBeAnsweredTwoWays_withoutTheCondition() {
        assertThatThrownBy(Interleavings.of(repeated("attribute_not_exists(requestId)"))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("answered two ways");
    }

    private static Consumer<World> repeated(String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, ignored);
            Downstream.Caller one = downstream.process(1);
            Downstream.Caller two = downstream.process(2);
            world.caller("a", () -> one.ask("same", 2));
            world.caller("b", () -> two.ask("same", 2));
            if (Campaign.size(0, 1) == 1) {
                Downstream.Caller three = downstream.process(3);
                world.caller("c", () -> three.ask("other", 1));
            }
            world.atEnd(downstream::requireBound);
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aPermitEndedByMany_endsOnce_andItsSlotsAreHandedOutOnce(int crashes, int repeats, int lostAnswers) {
        print(
                "ended",
                Interleavings.of(ended())
                        .crashes(crashes)
                        .repeats(repeats)
                        .lostAnswers(lostAnswers)
                        .reduced()
                        .explore());
    }

    @ParameterizedTest
    @ValueSource(strings = {"state ="})
    void aPermitEndedByMany_wouldEndTwice_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(ended(condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("endings");
    }

    /** A permit that was granted before: one cancels it, one says that it was used, one asks for slots meanwhile. */
    private static Consumer<World> ended(String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, ignored);
            PermitId id = Objects.requireNonNull(downstream.process(9).ask("first", 2))
                    .durable()
                    .id();
            Downstream.Caller one = downstream.process(1);
            Downstream.Caller two = downstream.process(2);
            Downstream.Caller three = downstream.process(3);
            world.caller("a", () -> one.count(one.ends.cancel(id, NOW)));
            world.caller("b", () -> two.count(two.ends.release(id, NOW)));
            world.caller("c", () -> {
                three.ask("second", 2);
                three.ask("third", 2);
            });
            world.atEnd(() -> {
                assertThat(downstream.endings).as("endings").isLessThanOrEqualTo(1);
                downstream.requireBound();
            });
        };
    }

    private static void print(String what, Explored explored) {
        System.out.printf("DurableInterleavingsTest, %s: %s%n", what, explored);
    }
}
