package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
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
 * Every order in which the writes of three asks of two limits can fall between each other, with the parts that are given
 * back when one limit refuses.
 */
@Tag("campaign")
class SeveralLimitsInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit REQUESTS = rate("requests", 1, 2);
    private static final RateLimit TOKENS = rate("tokens", 10, 30);

    /** Two limits and the calls that were granted of them. */
    private static final class Downstream {
        private final ExpressionClient dynamoDb;
        private final String table;
        private final Uses requests = new Uses();
        private final Uses tokens = new Uses();
        private int granted;

        Downstream(String... ignored) {
            dynamoDb = new ExpressionClient().ignoring(ignored);
            table = dynamoDb.createTable("id");
        }

        PermitGranter environment(World world) {
            DynamoDbClient client = world.atomic(DynamoDbClient.class, dynamoDb, ExpressionClient::touched);
            SplittableRandom random = new SplittableRandom(1);
            return new PermitGranter(
                    new InMemoryLimits().put(REQUESTS).put(TOKENS),
                    new PermitStores(new DynamoDbPermitStore(client, table), new DynamoDbQuotaStore(client, table)),
                    new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), random),
                    Duration.ofSeconds(5),
                    random);
        }

        boolean call(PermitGranter granter, int weight, Duration wait) {
            List<Claim> claims = List.of(new Claim("requests", null, 1), new Claim("tokens", null, weight));
            PermitRequest request = new PermitRequest(claims, wait, false, Priority.NORMAL, null, null);
            if (!(granter.acquire(request, NOW) instanceof Decision.Granted answer)) {
                return false;
            }
            long start = Nanos.of(answer.schedule().startAt());
            requests.add(start, REQUESTS.intervalNanos());
            for (int unit = 0; unit < weight; unit++) {
                tokens.add(start, TOKENS.intervalNanos());
            }
            granted++;
            return true;
        }

        long tat(RateLimit limit) {
            return new DynamoDbPermitStore(dynamoDb, table).peek(limit.name());
        }

        void requireBounds() {
            assertThat(requests.worstExcess(REQUESTS.toleranceNanos()))
                    .as("nanoseconds of requests above the bound")
                    .isNotPositive();
            assertThat(tokens.worstExcess(TOKENS.toleranceNanos()))
                    .as("nanoseconds of tokens above the bound")
                    .isNotPositive();
        }
    }

    @Test
    void twoCallers_keepBothBounds_andTheRefusedOnesPartIsThereAgain() {
        Explored explored = Interleavings.of(world -> {
                    Downstream downstream = new Downstream();
                    for (String name : new String[] {"a", "b"}) {
                        PermitGranter granter = downstream.environment(world);
                        world.caller(name, () -> downstream.call(granter, 20, Duration.ZERO));
                    }
                    world.always(downstream::requireBounds);
                    world.atEnd(() -> {
                        assertThat(downstream.granted)
                                .as("there are tokens for one")
                                .isLessThanOrEqualTo(1);
                        assertThat(downstream.tat(TOKENS))
                                .as("what was refused is not counted")
                                .isEqualTo(downstream.granted == 0 ? downstream.tat(TOKENS) : after(TOKENS, 20));
                    });
                })
                .explore();
        print("two callers", explored);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void callers_keepBothBounds(int crashes, int repeats, int lostAnswers) {
        boolean faults = crashes + repeats + lostAnswers > 0;
        Explored explored = Interleavings.of(calls(faults ? Campaign.size(2, 3) : 3, 1))
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .reduced()
                .explore();
        print("%d crashes, %d repeats, %d lost answers".formatted(crashes, repeats, lostAnswers), explored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tat = :after", "tat <= :now"})
    void callers_wouldPassTheBounds_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(calls(3, 2, condition)).reduced()::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound")
                .hasMessageContaining("for replay");
    }

    /** The last of the callers calls so many times. */
    private static Consumer<World> calls(int callers, int times, String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(ignored);
            Duration[] waits = {Duration.ofSeconds(1), Duration.ZERO, Duration.ofSeconds(3)};
            int[] weights = {20, 15, 10};
            for (int i = 0; i < callers; i++) {
                PermitGranter granter = downstream.environment(world);
                int weight = weights[i];
                Duration wait = waits[i];
                int calls = i == callers - 1 ? times : 1;
                world.caller("abc".substring(i, i + 1), () -> {
                    for (int call = 0; call < calls; call++) {
                        downstream.call(granter, weight, wait);
                    }
                });
            }
            world.atEnd(downstream::requireBounds);
        };
    }

    private static long after(RateLimit limit, int units) {
        return Nanos.of(NOW) + units * limit.intervalNanos();
    }

    private static RateLimit rate(String name, int permits, int burst) {
        return new RateLimit(name, permits, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED);
    }

    private static void print(String what, Explored explored) {
        System.out.printf("SeveralLimitsInterleavingsTest, %s: %s%n", what, explored);
    }
}
