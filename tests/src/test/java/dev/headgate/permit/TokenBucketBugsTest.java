package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.dynamodb.DynamoDbPermitStore;
import dev.headgate.dynamodb.DynamoDbQuotaStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.expressions.ExpressionClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The bugs of token buckets that were found in the wild, each as the test that would have found it. */
class TokenBucketBugsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration TEN_YEARS = Duration.ofDays(3652);
    /** 10 a second, 5 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("api", 10, Duration.ofSeconds(1), 5, Duration.ZERO, Policy.SHARED);

    private static final RateLimit ONE_A_MONTH =
            new RateLimit("monthly", 1, Duration.ofDays(31), 1, RateLimit.DEFAULT_LATENESS, Policy.SHARED);

    private final ExpressionClient dynamoDb = new ExpressionClient();
    private final String table = dynamoDb.createTable("id");
    private final InMemoryLimits limits = new InMemoryLimits().put(LIMIT).put(ONE_A_MONTH);
    private final PermitGranter granter = granter();

    /** A warm environment that trusts no refusal of before, so that each ask reaches the store. */
    private PermitGranter granter() {
        SplittableRandom random = new SplittableRandom(1);
        return new PermitGranter(
                limits,
                new PermitStores(new DynamoDbPermitStore(dynamoDb, table), new DynamoDbQuotaStore(dynamoDb, table)),
                new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), random),
                Duration.ZERO,
                random);
    }

    @Test
    void aFullExtraRefill_isNotGivenAfterIdling() {
        for (Instant now : List.of(NOW, NOW.plus(TEN_YEARS), NOW.plus(TEN_YEARS.multipliedBy(3)))) {
            assertThat(grantedOf(20, now)).as("after idling until %s", now).isEqualTo(5);
        }
    }

    @Test
    void aMomentSampledLongBefore_takesNothingFromTheFuture_andGivesNothingBack() {
        Instant stale = NOW.minusSeconds(10);
        assertThat(grantedOf(5, NOW)).isEqualTo(5);
        Map<String, AttributeValue> before = item();
        assertThat(grantedOf(20, stale))
                .as("asked with a moment from before the others' grants")
                .isZero();
        assertThat(item()).isEqualTo(before);
        assertThat(granter().acquire(ask("api", 1, 30), stale))
                .as("an environment that saw nothing waits behind them")
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().startAt()).isEqualTo(NOW.plusMillis(100)));
    }

    @Test
    void slowRefill_isNotPutOff_byCallersWhoAskMoreOften() {
        assertThat(grantedOf(5, NOW)).isEqualTo(5);
        int granted = 0;
        for (int millis = 1; millis <= 10_000; millis += 9) {
            granted += grantedOf(1, NOW.plusMillis(millis));
        }
        assertThat(granted)
                .as("10 a second for ten seconds, asked for every 9 ms")
                .isBetween(99, 100);
    }

    @Test
    void aDecision_isOneWrite() {
        grantedOf(1, NOW);
        long before = dynamoDb.requests();
        for (int i = 1; i <= 100; i++) {
            assertThat(acquire(ask("api", 1, 60), NOW.plusMillis(i))).isInstanceOf(Granted.class);
            assertThat(dynamoDb.requests() - before).isEqualTo(i);
        }
    }

    @Test
    void aRefusal_chargesNothing_andItsDebtDoesNotDeepen() {
        assertThat(grantedOf(5, NOW)).isEqualTo(5);
        Map<String, AttributeValue> before = item();
        for (int i = 0; i < 100; i++) {
            assertThat(acquire(ask("api", 5, 0), NOW))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> assertThat(denied.retryAt())
                                    .as("the hundredth is told no later than the first")
                                    .isBetween(NOW.plusMillis(500), NOW.plusMillis(1500)));
        }
        assertThat(item()).as("not an attribute has changed").isEqualTo(before);
        assertThat(acquire(ask("api", 5, 0), NOW.plusMillis(500))).isInstanceOf(Granted.class);
    }

    @Test
    void aLimitOfOne_grants_andGrantsAgain() {
        assertThat(acquire(ask("monthly", 1, 0), NOW)).isInstanceOf(Granted.class);
        assertThat(acquire(ask("monthly", 1, 0), NOW.plus(Duration.ofDays(30)))).isInstanceOf(Denied.class);
        assertThat(acquire(ask("monthly", 1, 0), NOW.plus(Duration.ofDays(31)))).isInstanceOf(Granted.class);
    }

    @Test
    void aCallLargerThanTheBurst_isPaced_orToldThatItIsInVain() {
        assertThat(acquire(ask("api", 12, 1), NOW))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().last()).isEqualTo(NOW.plusMillis(700)));
        assertThatThrownBy(() -> acquire(ask("api", 16, 1), NOW.plusSeconds(60)))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("permits must be at most 15");
    }

    @Test
    void anExpiredItem_thatTtlHasNotDeleted_isWorthNoMoreThanNone() {
        granter.pause("api", null, NOW.plusSeconds(5), NOW);
        assertThat(grantedOf(1, NOW)).isZero();
        Instant expired = NOW.plus(Duration.ofDays(3));
        assertThat(Long.parseLong(item().get("expiresAt").n())).isLessThan(expired.getEpochSecond());
        assertThat(grantedOf(20, expired)).isEqualTo(5);
        assertThat(acquire(ask("api", 1, 0), expired))
                .as("nor is the pause of then still told")
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.RATE));
    }

    @Test
    void aBurstAtAWindowsEdge_isNotGrantedTwice() {
        assertThat(grantedOf(20, NOW.minusMillis(1))).isEqualTo(5);
        assertThat(grantedOf(20, NOW.plusMillis(1))).as("across a full second").isZero();
    }

    private int grantedOf(int asks, Instant now) {
        int granted = 0;
        for (int i = 0; i < asks; i++) {
            granted += acquire(ask("api", 1, 0), now) instanceof Granted ? 1 : 0;
        }
        return granted;
    }

    private Decision acquire(PermitRequest request, Instant now) {
        return granter.acquire(request, now);
    }

    private static PermitRequest ask(String limit, int permits, int maxWaitSeconds) {
        return PermitRequest.of(limit, null, permits, Duration.ofSeconds(maxWaitSeconds), null);
    }

    private Map<String, AttributeValue> item() {
        return dynamoDb.items(table).getFirst();
    }
}
