package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.Campaign;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which requests reach a bucket whose burst is used up while its limit is changed: two environments have
 * heard of it, one has not. Lowered, nobody is granted anything before the rate has filled the bucket again; raised, nobody
 * is given the time of those who stand in line.
 */
@Tag("campaign")
class LimitChangeInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit FAST = limit(10, 1);
    private static final RateLimit SLOW = limit(1, 2);
    /** 10 a second and then 20, 2 at once. */
    private static final RateLimit BEFORE = limit(10, 2, 0);

    private static final RateLimit AFTER = limit(20, 2, 1);

    @Test
    void aUsedBurst_staysUsed_inEveryOrder() {
        Interleavings.of(lowered()).explore();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aUsedBurst_staysUsed_inEveryOrder_withAFault(int crashes, int repeats, int lostAnswers) {
        Interleavings.of(lowered())
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .explore();
    }

    @ParameterizedTest
    @ValueSource(strings = {"attribute_not_exists(tat)", "tat <= :now"})
    void aUsedBurst_wouldComeBack_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(lowered(condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("a burst that was used up")
                .hasMessageContaining("for replay");
    }

    private static Consumer<World> lowered(String... ignored) {
        return world -> {
            ExpressionClient dynamoDb = new ExpressionClient().ignoring(ignored);
            String table = dynamoDb.createTable("id");
            take(new DynamoDbPermitStore(dynamoDb, table), FAST, 10, NOW);
            AtomicInteger granted = new AtomicInteger();
            Map.of("late", FAST, "one", SLOW, "other", SLOW).forEach((name, limit) -> {
                PermitStore store = new DynamoDbPermitStore(world.atomic(DynamoDbClient.class, dynamoDb), table);
                world.caller(name, () -> granted.addAndGet(take(store, limit, 1, NOW.plusMillis(50))));
            });
            world.always(() -> assertThat(granted.get())
                    .as("granted of a burst that was used up")
                    .isZero());
        };
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aLine_keepsItsTime_inEveryOrder(int crashes, int repeats, int lostAnswers) {
        boolean faults = crashes + repeats + lostAnswers > 0;
        Interleavings.of(raised(faults ? Campaign.size(1, 2) : 2, faults ? 1 : 2))
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .explore();
    }

    /** {@code tat = :seen} is the conversion's: the bucket is as it was seen. */
    @ParameterizedTest
    @ValueSource(strings = {"pace =", "tat = :seen"})
    void aLine_wouldLoseItsTime_withoutTheCondition(String condition) {
        assertThatThrownBy(Interleavings.of(raised(2, 2, condition))::explore)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("above the bound")
                .hasMessageContaining("for replay");
    }

    /** One environment still lengthens the line at the old rate, one or two go by twice that. */
    private static Consumer<World> raised(int environments, int asks, String... ignored) {
        return world -> {
            ExpressionClient dynamoDb = new ExpressionClient().ignoring(ignored);
            String table = dynamoDb.createTable("id");
            Eras slots = new Eras();
            slots.begin(BEFORE);
            slots.begin(AFTER);
            reserve(new DynamoDbPermitStore(dynamoDb, table), BEFORE, 2, slots);
            PermitStore late = new DynamoDbPermitStore(world.atomic(DynamoDbClient.class, dynamoDb), table);
            world.caller("late", () -> reserve(late, BEFORE, 1, slots));
            for (String name : List.of("one", "other").subList(0, environments)) {
                PermitStore store = new DynamoDbPermitStore(world.atomic(DynamoDbClient.class, dynamoDb), table);
                world.caller(name, () -> {
                    for (int i = 0; i < asks; i++) {
                        reserve(store, AFTER, 1, slots);
                    }
                });
            }
            world.always(() -> assertThat(slots.worstNumber())
                    .as("nanoseconds above the bound")
                    .isNotPositive());
        };
    }

    private static void reserve(PermitStore store, RateLimit known, int permits, Eras slots) {
        RateTurnstile turnstile = new RateTurnstile(store, Duration.ZERO, new SplittableRandom(7));
        Claim claim = new Claim("x", null, permits);
        Terms terms = Terms.of(PermitRequest.of("x", null, permits, Duration.ofSeconds(5), null), NOW);
        if (turnstile.take(known, claim, terms) instanceof Taking.Taken taken) {
            Schedule schedule = ((Part.Slots) taken.part()).schedule();
            boolean after = schedule.interval().toNanos() == AFTER.intervalNanos();
            for (int k = 0; k < permits; k++) {
                slots.use(Nanos.of(schedule.slot(k)), Pace.of(after ? AFTER : BEFORE));
            }
        }
    }

    private static int take(PermitStore store, RateLimit limit, int permits, Instant now) {
        RateTurnstile turnstile = new RateTurnstile(store, Duration.ZERO, new SplittableRandom(7));
        Claim claim = new Claim("x", null, permits);
        Terms terms = Terms.of(PermitRequest.of("x", null, permits, Duration.ZERO, null), now);
        return turnstile.take(limit, claim, terms) instanceof Taking.Taken ? permits : 0;
    }

    private static RateLimit limit(long permits, int version) {
        return limit(permits, 10, version);
    }

    private static RateLimit limit(long permits, long burst, int version) {
        return new RateLimit("x", permits, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED)
                .with(new RateOptions(0, 1, Overrides.none(), version, 0));
    }
}
