package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.testing.expressions.ExpressionClient;
import dev.headgate.testing.interleavings.Interleavings;
import dev.headgate.testing.interleavings.World;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Every order in which requests reach a bucket whose burst is used up while its limit is lowered: two environments have
 * heard of it, one has not. Nobody is granted anything before the rate has filled the bucket again. The control is in
 * {@link LimitChangeTest}.
 */
class LimitChangeInterleavingsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit FAST = limit(10, 1);
    private static final RateLimit SLOW = limit(1, 2);

    @Test
    void aUsedBurst_staysUsed_inEveryOrder() {
        Interleavings.of(LimitChangeInterleavingsTest::lowered).explore();
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0", "0, 1, 0", "0, 0, 1"})
    void aUsedBurst_staysUsed_inEveryOrder_withAFault(int crashes, int repeats, int lostAnswers) {
        Interleavings.of(LimitChangeInterleavingsTest::lowered)
                .crashes(crashes)
                .repeats(repeats)
                .lostAnswers(lostAnswers)
                .explore();
    }

    private static void lowered(World world) {
        ExpressionClient dynamoDb = new ExpressionClient();
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
    }

    private static int take(PermitStore store, RateLimit limit, int permits, Instant now) {
        RateTurnstile turnstile = new RateTurnstile(store, Duration.ZERO, new SplittableRandom(7));
        Claim claim = new Claim("x", null, permits);
        Terms terms = Terms.of(PermitRequest.of("x", null, permits, Duration.ZERO, null), now);
        return turnstile.take(limit, claim, terms) instanceof Taking.Taken ? permits : 0;
    }

    private static RateLimit limit(long permits, int version) {
        return new RateLimit("x", permits, Duration.ofSeconds(1), 10, Duration.ZERO, Policy.SHARED)
                .with(new RateOptions(0, 1, Map.of(), version, 0));
    }
}
