package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.Taking.Taken;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Explored;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which three callers count, give back and count again in one window and the next: no window has more calls
 * than its quota, and what is counted and not used is only what a fault wasted.
 */
@Tag("campaign")
class QuotaInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:30Z");
    private static final QuotaLimit LIMIT =
            new QuotaLimit("x", 3, Window.MINUTE, ZoneOffset.UTC, Duration.ZERO, Policy.SHARED);

    /** The windows, and the calls that are made in each. */
    private static final class Downstream {
        private final World world;
        private final UnaryOperator<DynamoDbClient> sdk;
        private final ExpressionClient dynamoDb;
        private final String table;
        private final Map<String, Long> calls = new HashMap<>();

        Downstream(World world, UnaryOperator<DynamoDbClient> sdk, String... ignored) {
            this.world = world;
            this.sdk = sdk;
            this.dynamoDb = new ExpressionClient().ignoring(ignored);
            this.table = dynamoDb.createTable("id");
            world.always(() -> calls.forEach(
                    (window, made) -> assertThat(made).as("calls in %s", window).isLessThanOrEqualTo(LIMIT.permits())));
        }

        QuotaTurnstile environment() {
            DynamoDbClient client = world.atomic(DynamoDbClient.class, dynamoDb);
            return new QuotaTurnstile(new DynamoDbQuotaStore(sdk.apply(client), table), Duration.ofSeconds(5));
        }

        void call(QuotaTurnstile environment, int permits, Duration wait) {
            take(environment, permits, wait).ifPresent(part -> calls.merge(part.item(), (long) permits, Long::sum));
        }

        Optional<Part.Counted> take(QuotaTurnstile environment, int permits, Duration wait) {
            Claim claim = new Claim("x", null, permits);
            Terms terms = Terms.of(PermitRequest.of("x", null, permits, wait, null), NOW);
            return environment.take(LIMIT, claim, terms) instanceof Taken taken
                    ? Optional.of((Part.Counted) taken.part())
                    : Optional.empty();
        }

        void requireNothingWasted() {
            DynamoDbQuotaStore store = new DynamoDbQuotaStore(dynamoDb, table);
            calls.forEach((window, made) ->
                    assertThat(store.used(window)).as("used in %s", window).isEqualTo(made));
        }
    }

    @Test
    void windows_haveNoMoreCallsThanTheirQuota() {
        print("all", Interleavings.of(callers(3, client -> client)).explore());
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 0", "0, 1, 0, 0", "0, 0, 1, 0", "0, 0, 0, 1"})
    void windows_haveNoMoreCallsThanTheirQuota_withAFault(int crashes, int repeats, int lostAnswers, int lostRequests) {
        Explored explored = Interleavings.of(callers(Campaign.size(2, 3), client -> client))
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .lostRequests(lostRequests)
                .explore();
        print("a fault", explored);
    }

    @ParameterizedTest
    @ValueSource(strings = {"used <= :room", "attribute_not_exists(used)"})
    void windows_wouldHaveMoreCalls_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(callers(3, client -> client, condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls in");
    }

    @Test
    void windows_wouldHaveMoreCalls_ifTheSdkRepeatedWhatGivesBack() {
        assertThatThrownBy(Interleavings.of(callers(2, RepeatingClient::new)).repeats(1)::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("calls in");
    }

    /** One counts, gives back and calls; one calls twice; one would wait for the next window. */
    private static Consumer<World> callers(int number, UnaryOperator<DynamoDbClient> sdk, String... ignored) {
        return world -> {
            Downstream downstream = new Downstream(world, sdk, ignored);
            QuotaTurnstile one = downstream.environment();
            world.caller("a", () -> {
                downstream.take(one, 2, Duration.ZERO).ifPresent(one::giveBack);
                downstream.call(one, 1, Duration.ZERO);
            });
            QuotaTurnstile two = downstream.environment();
            world.caller("b", () -> {
                downstream.call(two, 2, Duration.ZERO);
                downstream.call(two, 1, Duration.ZERO);
            });
            if (number == 3) {
                QuotaTurnstile three = downstream.environment();
                world.caller("c", () -> downstream.call(three, 1, Duration.ofMinutes(1)));
            }
        };
    }

    @Test
    void whatIsCounted_isWhatIsCalled_whenNothingFails() {
        Interleavings.of(world -> {
                    Downstream downstream = new Downstream(world, client -> client);
                    for (String name : new String[] {"a", "b", "c"}) {
                        QuotaTurnstile environment = downstream.environment();
                        world.caller(name, () -> {
                            downstream.take(environment, 2, Duration.ZERO).ifPresent(environment::giveBack);
                            downstream.call(environment, 1, Duration.ofMinutes(1));
                        });
                    }
                    world.atEnd(downstream::requireNothingWasted);
                })
                .explore();
    }

    private static void print(String what, Explored explored) {
        System.out.printf("QuotaInterleavingsTest, %s: %s%n", what, explored);
    }
}
