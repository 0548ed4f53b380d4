package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Algorithm;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.Tuning;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Limit;
import dev.headgate.permit.Overrides;
import dev.headgate.permit.Policy;
import dev.headgate.permit.QuotaLimit;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.RateOptions;
import dev.headgate.permit.Window;
import dev.headgate.testing.expressions.ExpressionClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Limits come back as they were put; and since when their buckets count as empty. */
class DynamoDbLimitStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit LIMIT =
            new RateLimit("x", 1000, Duration.ofSeconds(1), 500, Duration.ZERO, Policy.PER_KEY);

    private final ExpressionClient client = new ExpressionClient();
    private final String table = client.createTable("name");
    private final DynamoDbLimitStore store = new DynamoDbLimitStore(client, table);

    @Test
    void find_returnsWhatWasPut() {
        RateLimit rate = LIMIT.with(RateOptions.NONE
                .withReserve(20)
                .withShards(4)
                .withOverrides(new Overrides<>(Map.of("tenant-7", new RateOptions.OwnRate(2000, 900)))));
        assertThat(put(rate, NOW)).isEqualTo(rate.with(rate.options().putAt(NOW)));
        QuotaLimit quota = new QuotaLimit(
                "q", 5_000_000_000L, Window.MONTH, ZoneId.of("Asia/Kolkata"), Duration.ofMillis(250), Policy.SHARED);
        assertThat(put(quota, NOW)).isEqualTo(quota);
    }

    @Test
    void find_returnsTheKeysOwnFigures_andNoMore_onceTheyHaveNone() {
        QuotaLimit quota =
                new QuotaLimit("q", 10, Window.DAY, ZoneId.of("UTC"), Duration.ofMillis(250), Policy.PER_KEY);
        QuotaLimit own = quota.with(new Overrides<>(Map.of("tenant-7", 7_000_000_000L, "ten.ant#8", 1L)));
        assertThat(put(own, NOW)).isEqualTo(own);
        assertThat(put(quota, NOW)).isEqualTo(quota);
        ConcurrencyLimit slots = new ConcurrencyLimit("c", 10, Duration.ofSeconds(60), Policy.PER_KEY);
        ConcurrencyLimit wider = slots.with(new Overrides<>(Map.of("tenant-7", 100_000)));
        assertThat(put(wider, NOW)).isEqualTo(wider);
        assertThat(put(slots, NOW)).isEqualTo(slots);
    }

    /** As an earlier version did it, which knew no overrides of these types and left those of the rate where they were. */
    @Test
    void find_ignoresFiguresOfAnotherType() {
        RateLimit rate = LIMIT.with(RateOptions.NONE.withOverrides(
                new Overrides<>(Map.of("tenant-7", new RateOptions.OwnRate(2000, 900)))));
        QuotaLimit quota =
                new QuotaLimit("x", 10, Window.DAY, ZoneId.of("UTC"), Duration.ofMillis(250), Policy.PER_KEY);
        ConcurrencyLimit slots = new ConcurrencyLimit("x", 10, Duration.ofSeconds(60), Policy.PER_KEY);
        for (Limit limit : List.of(quota, slots)) {
            store.put(rate, NOW);
            Map<String, AttributeValue> left = client.items(table).getFirst();
            store.put(limit, NOW);
            client.updateItem(update -> update.tableName(table)
                    .key(Map.of("name", AttributeValue.fromS("x")))
                    .updateExpression("SET overrides = :left")
                    .expressionAttributeValues(Map.of(":left", left.get("overrides"))));
            assertThat(store.find("x", NOW)).contains(limit);
        }
    }

    @Test
    void find_returnsHowTheRateFollows_andNoMore_onceItDoesNot() {
        Tuning tuning = Tuning.DEFAULT
                .with(Tuning.DEFAULT.cutting().with(0.8, 0.01, 0.05, 0.9))
                .with(Tuning.DEFAULT.measuring().with(Duration.ofSeconds(3), 40))
                .with(Tuning.DEFAULT.pausing().with(Duration.ofSeconds(20), Duration.ofMinutes(1)));
        AdaptiveSettings settings = new AdaptiveSettings(Mode.SHADOW, Algorithm.AIMD, 0.05, 1234.5, tuning);
        RateLimit following = LIMIT.with(RateOptions.NONE.following(settings));
        assertThat(put(following, NOW))
                .isEqualTo(following.with(following.options().putAt(NOW)));
        assertThat(put(LIMIT, NOW)).isEqualTo(LIMIT.with(LIMIT.options().putAt(NOW)));
    }

    @Test
    void put_emptiesNothing_whenFiguresChange() {
        put(LIMIT, NOW);
        RateLimit faster = new RateLimit("x", 2000, Duration.ofSeconds(1), 900, Duration.ZERO, Policy.PER_KEY);
        assertThat(emptiedAt(put(faster, NOW.plusSeconds(1)))).isZero();
    }

    @Test
    void put_emptiesTheBuckets_whenTheyAreDividedAnew_andOnlyThen() {
        put(LIMIT, NOW);
        RateLimit sharded = LIMIT.with(RateOptions.NONE.withShards(4));
        long divided = emptiedAt(put(sharded, NOW.plusSeconds(1)));
        assertThat(divided)
                .isEqualTo(RateOptions.NONE.emptiedAt(NOW.plusSeconds(1)).emptiedAt());
        assertThat(emptiedAt(put(sharded, NOW.plusSeconds(2))))
                .as("still since then")
                .isEqualTo(divided);
        RateLimit shared = new RateLimit("x", 1000, Duration.ofSeconds(1), 500, Duration.ZERO, Policy.SHARED);
        assertThat(emptiedAt(put(shared.with(RateOptions.NONE.withShards(4)), NOW.plusSeconds(3))))
                .isGreaterThan(divided);
    }

    private Limit put(Limit limit, Instant now) {
        store.put(limit, now);
        return store.find(limit.name(), now).orElseThrow();
    }

    private static long emptiedAt(Limit limit) {
        return ((RateLimit) limit).options().emptiedAt();
    }
}
