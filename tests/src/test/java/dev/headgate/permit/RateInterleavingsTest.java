package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which three environments' requests can reach one bucket in DynamoDB, whichever branch they guess, with
 * clocks that differ, crashes, lost answers and the SDK's repeats.
 */
@Tag("campaign")
class RateInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SKEW = Duration.ofMillis(250);
    /** 10 a second, 3 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("x", 10, Duration.ofSeconds(1), 3, Duration.ZERO, Policy.SHARED);

    /** A bucket, and three environments that have not seen it. */
    private static final class Bucket {
        private final ExpressionClient dynamoDb;
        private final String table;
        private final Uses slots = new Uses();
        private int granted;
        private int refused;

        Bucket(ExpressionClient dynamoDb) {
            this.dynamoDb = dynamoDb;
            this.table = dynamoDb.createTable("id");
        }

        PermitStore environment(World world) {
            return new DynamoDbPermitStore(world.atomic(DynamoDbClient.class, dynamoDb), table);
        }

        boolean take(PermitStore store, int permits, Duration wait, Instant now) {
            Ask ask = Ask.of(LIMIT, permits, wait, now);
            if (!(store.tryReserve("b", ask) instanceof Reservation.Taken taken)) {
                refused += permits;
                return false;
            }
            Schedule schedule = ask.scheduleAfter(taken.tatBefore());
            for (int k = 0; k < permits; k++) {
                slots.add(Nanos.of(schedule.slot(k)), LIMIT.intervalNanos());
            }
            granted += permits;
            return true;
        }

        long tat() {
            return new DynamoDbPermitStore(dynamoDb, table).peek("b");
        }

        void requireBound() {
            assertThat(slots.worstExcess(LIMIT.toleranceNanos()))
                    .as("nanoseconds above the bound")
                    .isNotPositive();
        }
    }

    @Test
    void callersAtOneMoment_areGrantedTheWholeBurst_andNoMore() {
        Explored explored = Interleavings.of(world -> {
                    Bucket bucket = new Bucket(new ExpressionClient());
                    for (String name : new String[] {"a", "b", "c"}) {
                        PermitStore store = bucket.environment(world);
                        world.caller(name, () -> {
                            bucket.take(store, 1, Duration.ZERO, NOW);
                            bucket.take(store, 1, Duration.ZERO, NOW);
                        });
                    }
                    world.always(bucket::requireBound);
                    world.atEnd(() -> {
                        assertThat(bucket.granted).isEqualTo(3);
                        assertThat(bucket.refused).isEqualTo(3);
                        assertThat(bucket.tat()).isEqualTo(Nanos.of(NOW) + 3 * LIMIT.intervalNanos());
                    });
                })
                .explore();
        print("at one moment", explored);
        assertThat(explored.executions()).as("at least 6! / (2!·2!·2!)").isGreaterThan(90);
    }

    @Test
    void callersOfOtherClocks_whoTakeSlotsOfTheFuture_shareNone() {
        print("other clocks", Interleavings.of(otherClocks()).explore());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void callersWithAFault_shareNoSlot(int crashes, int repeats, int lostAnswers, int lostRequests) {
        print("a fault", faulty(crashes, repeats, lostAnswers, lostRequests).explore());
    }

    @Test
    void callersWithSeveralFaults_shareNoSlot() {
        int more = Campaign.size(0, 1);
        print("faults", faulty(more, 1, more, more).explore());
    }

    private static Interleavings faulty(int crashes, int repeats, int lostAnswers, int lostRequests) {
        return Interleavings.of(otherClocks())
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .lostRequests(lostRequests);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tat <= :now", "attribute_not_exists(tat)"})
    void callers_wouldShareSlots_withoutTheCondition(String condition) {
        Interleavings careless = Interleavings.of(otherClocks(condition));
        assertThatThrownBy(careless::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound")
                .hasMessageContaining("for replay");
    }

    private static Consumer<World> otherClocks(String... ignored) {
        return world -> {
            Bucket bucket = new Bucket(new ExpressionClient().ignoring(ignored));
            int place = 0;
            for (String name : new String[] {"a", "b", "c"}) {
                PermitStore store = bucket.environment(world);
                Instant now = NOW.plus(SKEW.multipliedBy(place++));
                world.caller(name, () -> {
                    bucket.take(store, 2, Duration.ofSeconds(1), now);
                    bucket.take(store, 1, Duration.ofSeconds(1), now.plusMillis(10));
                });
            }
            world.always(bucket::requireBound);
            world.atEnd(() -> assertThat(bucket.tat())
                    .as("each grant moved the bucket")
                    .isGreaterThanOrEqualTo(Nanos.of(NOW) + bucket.granted * LIMIT.intervalNanos()));
        };
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void pause_holdsForAllThatIsAskedAfterIt(int lostAnswers) {
        Instant until = NOW.plusSeconds(30);
        Explored explored = Interleavings.of(world -> {
                    Bucket bucket = new Bucket(new ExpressionClient());
                    PermitStore pausing = bucket.environment(world);
                    world.caller("a", () -> {
                        pausing.pause("b", Pace.of(LIMIT), until);
                        assertThat(bucket.take(pausing, 1, Duration.ofSeconds(29), NOW))
                                .isFalse();
                        assertThat(bucket.take(pausing, 1, Duration.ofSeconds(40), NOW))
                                .isTrue();
                    });
                    for (String name : new String[] {"b", "c"}) {
                        PermitStore store = bucket.environment(world);
                        world.caller(name, () -> bucket.take(store, 2, Duration.ofMinutes(1), NOW));
                    }
                    world.always(bucket::requireBound);
                })
                .lostAnswers(lostAnswers)
                .explore();
        print("pause", explored);
    }

    private static void print(String what, Explored explored) {
        System.out.printf("RateInterleavingsTest, %s: %s%n", what, explored);
    }
}
