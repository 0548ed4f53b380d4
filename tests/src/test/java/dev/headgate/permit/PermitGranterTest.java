package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.StoreUnavailableException;
import dev.headgate.UnknownLimitException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Report;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PermitGranterTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final RateLimit LIMIT =
            new RateLimit("api", 10, Duration.ofSeconds(1), 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED);

    private final InMemoryLimits limits = new InMemoryLimits().put(LIMIT);
    private final InMemoryPermitStore permits = new InMemoryPermitStore();
    private final CircuitBreaker circuits = circuits();
    private final PermitGranter granter = granter(limits);

    @Test
    void acquire_grantsTheBurst_thenTheFuture_thenRefuses() {
        assertThat(acquire(5, 0, NOW))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().last()).isEqualTo(NOW));
        assertThat(acquire(1, 1, NOW))
                .isInstanceOfSatisfying(
                        Granted.class,
                        granted -> assertThat(granted.schedule().startAt()).isEqualTo(NOW.plusMillis(100)));
        assertThat(acquire(1, 0, NOW)).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.RATE);
            assertThat(denied.by()).isEqualTo("api");
            assertThat(denied.retryAt()).isBetween(NOW.plusMillis(200), NOW.plusMillis(1200));
        });
    }

    @Test
    void acquire_callsTheStoreOnce_perGrant() {
        for (int i = 0; i < 100; i++) {
            acquire(1, 60, NOW);
        }
        assertThat(permits.calls()).isEqualTo(100);
        assertThat(limits.reads()).as("the limit is cached").isEqualTo(1);
    }

    @Test
    void acquire_remembersARefusal_untilTheTimeItNamed() {
        acquire(5, 0, NOW);
        acquire(1, 0, NOW);
        int calls = permits.calls();
        for (int i = 0; i < 1000; i++) {
            assertThat(acquire(1, 0, NOW.plusMillis(i / 20))).isInstanceOf(Denied.class);
        }
        assertThat(permits.calls()).as("a repeated refusal asks nobody").isEqualTo(calls);
        assertThat(acquire(1, 0, NOW.plusMillis(100))).isInstanceOf(Granted.class);
    }

    @Test
    void acquire_believesARefusal_forTheCacheTimeAtMost() {
        RateLimit slow = new RateLimit("slow", 1, Duration.ofMinutes(1), 1, Duration.ZERO, Policy.SHARED);
        limits.put(slow);
        assertThat(granter.acquire(ask("slow", 1, 0), NOW)).isInstanceOf(Granted.class);
        granter.acquire(ask("slow", 1, 0), NOW);
        int calls = permits.calls();
        granter.acquire(ask("slow", 1, 0), NOW.plusSeconds(4));
        assertThat(permits.calls()).isEqualTo(calls);
        granter.acquire(ask("slow", 1, 0), NOW.plusSeconds(5));
        assertThat(permits.calls()).isEqualTo(calls + 1);
    }

    @Test
    void acquire_spreadsTheRefused() {
        acquire(5, 0, NOW);
        Set<Instant> returns = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            returns.add(((Denied) acquire(1, 0, NOW)).retryAt());
        }
        assertThat(returns).hasSizeGreaterThan(90);
    }

    @Test
    void acquire_throws_whenNoWaitingCouldHelp() {
        assertThatThrownBy(() -> acquire(6, 0, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("permits must be at most 5 for limit api with a wait of at most PT0S, got: 6");
        assertThat(permits.calls()).isZero();
        assertThat(acquire(15, 1, NOW)).isInstanceOf(Granted.class);
    }

    @Test
    void acquire_throws_whenTheLimitIsUnknown() {
        assertThatThrownBy(() -> granter.acquire(ask("aip", 1, 0), NOW))
                .isInstanceOf(UnknownLimitException.class)
                .hasMessageContaining("got: aip");
    }

    @Test
    void acquire_isRefused_whileTheCircuitIsOpen_andSpendsNothing() {
        PermitRequest guarded = PermitRequest.of("api", null, 1, Duration.ofMinutes(1), "gateway");
        assertThat(granter.acquire(guarded, NOW)).isInstanceOf(Granted.class);
        circuits.report(new Report("gateway", 1, null, new Counts(0, 10, 0), null), NOW);
        int calls = permits.calls();
        assertThat(granter.acquire(guarded, NOW.plusSeconds(2))).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.CIRCUIT_OPEN);
            assertThat(denied.by()).isEqualTo("gateway");
            assertThat(denied.retryAt()).isAfter(NOW.plusSeconds(2));
        });
        assertThat(permits.calls()).isEqualTo(calls);
    }

    /** A circuit spreads those it refuses over a tenth of its time; a second spread on top would keep it idle for longer. */
    @Test
    void acquire_namesTheCircuitsOwnTime_whileItIsOpen() {
        PermitRequest guarded = PermitRequest.of("api", null, 1, Duration.ofMinutes(1), "gateway");
        circuits.report(new Report("gateway", 1, null, new Counts(0, 10, 0), null), NOW);
        for (int i = 0; i < 100; i++) {
            assertThat(granter.acquire(guarded, NOW))
                    .isInstanceOfSatisfying(
                            Denied.class,
                            denied -> assertThat(denied.retryAt()).isBetween(NOW.plusSeconds(10), NOW.plusSeconds(11)));
        }
    }

    @Test
    void pause_movesEveryNextPermit_andLeavesNoBurst() {
        Instant until = NOW.plusSeconds(30);
        granter.pause("api", null, until, NOW);
        assertThat(acquire(1, 0, NOW))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.PAUSED));
        assertThat(acquire(3, 60, NOW)).isInstanceOfSatisfying(Granted.class, granted -> {
            assertThat(granted.schedule().startAt()).isEqualTo(until);
            assertThat(granted.schedule().last()).isEqualTo(until.plusMillis(200));
        });
    }

    @Test
    void peek_tellsWhatIsThere_andChangesNothing() {
        assertThat(granter.peek("api", null, NOW)).isEqualTo(new BucketState(LIMIT, 5, NOW, 0));
        acquire(15, 60, NOW);
        BucketState busy = new BucketState(LIMIT, 0, NOW.plusMillis(1100), 10);
        assertThat(granter.peek("api", null, NOW)).isEqualTo(busy);
        assertThat(granter.peek("api", null, NOW)).isEqualTo(busy);
    }

    @Test
    void acquire_goesOnWithAKnownLimit_whileTheStoreOfLimitsIsOutOfReach() {
        UnreliableStore<LimitStore> known = UnreliableStore.before(LimitStore.class, limits);
        PermitGranter resilient = granter(known.store());
        resilient.acquire(ask("api", 1, 0), NOW);
        known.fail();
        assertThat(resilient.acquire(ask("api", 1, 0), NOW.plusSeconds(60))).isInstanceOf(Granted.class);
        assertThatThrownBy(() -> resilient.acquire(ask("other", 1, 0), NOW))
                .isInstanceOf(StoreUnavailableException.class);
    }

    @Test
    void acquire_countsEachKeyByItself() {
        limits.put(new RateLimit("tenant", 1, Duration.ofSeconds(1), 1, Duration.ZERO, Policy.PER_KEY));
        assertThat(granter.acquire(ask("tenant", "a"), NOW)).isInstanceOf(Granted.class);
        assertThat(granter.acquire(ask("tenant", "b"), NOW)).isInstanceOf(Granted.class);
        assertThat(granter.acquire(ask("tenant", "a"), NOW)).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> granter.acquire(ask("tenant", (String) null), NOW))
                .hasMessage("key must be given, got: nothing");
    }

    private Decision acquire(int count, int maxWaitSeconds, Instant now) {
        return granter.acquire(ask("api", count, maxWaitSeconds), now);
    }

    private static PermitRequest ask(String limit, int count, int maxWaitSeconds) {
        return PermitRequest.of(limit, null, count, Duration.ofSeconds(maxWaitSeconds), null);
    }

    private static PermitRequest ask(String limit, @Nullable String key) {
        return PermitRequest.of(limit, key, 1, Duration.ZERO, null);
    }

    private PermitGranter granter(LimitStore store) {
        return new PermitGranter(
                new CachedLimits(store, KEEP), permits.besideQuotas(), circuits, KEEP, new SplittableRandom(7));
    }

    private static CircuitBreaker circuits() {
        InMemoryCircuitStore store = new InMemoryCircuitStore();
        Duration seconds = Duration.ofSeconds(10);
        store.put(new CircuitSettings("gateway", 50, seconds, 10, 10, seconds, 3, seconds), NOW);
        return new CircuitBreaker(store, Duration.ofSeconds(1), new SplittableRandom(7));
    }
}
