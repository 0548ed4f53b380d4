package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keys with figures of their own, in limits of every type. */
class OverridesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration CACHE = Duration.ofSeconds(5);

    private final InMemoryLimits limits = new InMemoryLimits();
    private final PermitGranter granter = new PermitGranter(
            new CachedLimits(limits, CACHE),
            new PermitStores(new InMemoryPermitStore(), new InMemoryQuotaStore(), new InMemoryLeaseStore()),
            new CircuitBreaker(new InMemoryCircuitStore(), CACHE, new SplittableRandom(7)),
            CACHE,
            new SplittableRandom(7));
    private int asks;

    /** A limit of {@code all} units for each key but those that have some of their own. */
    enum Kind {
        RATE {
            @Override
            Limit limit(int all, Map<String, Integer> own, Policy policy) {
                Map<String, RateOptions.OwnRate> rates = own.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, of -> new RateOptions.OwnRate(of.getValue(), of.getValue())));
                return new RateLimit("x", all, Duration.ofDays(1), all, Duration.ZERO, policy)
                        .with(RateOptions.NONE.withOverrides(new Overrides<>(rates)));
            }
        },
        QUOTA {
            @Override
            Limit limit(int all, Map<String, Integer> own, Policy policy) {
                Map<String, Long> permits = own.entrySet().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, of -> (long) of.getValue()));
                return new QuotaLimit("x", all, Window.DAY, ZoneOffset.UTC, Duration.ZERO, policy)
                        .with(new Overrides<>(permits));
            }
        },
        CONCURRENCY {
            @Override
            Limit limit(int all, Map<String, Integer> own, Policy policy) {
                return new ConcurrencyLimit("x", all, Duration.ofHours(1), policy).with(new Overrides<>(own));
            }
        };

        abstract Limit limit(int all, Map<String, Integer> own, Policy policy);
    }

    @ParameterizedTest
    @EnumSource
    void aKeyWithFiguresOfItsOwn_goesByThem_andShowsThem(Kind kind) {
        limits.put(kind.limit(2, Map.of("big", 5, "small", 1), Policy.PER_KEY));
        assertThat(available("big", NOW)).isEqualTo(5);
        assertThat(granted("big", NOW)).isEqualTo(5);
        assertThat(available("big", NOW)).isZero();
        assertThat(granted("small", NOW)).isEqualTo(1);
        assertThat(granted("other", NOW)).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource
    void aCeiling_isOfTheKeysOwnFigures_exceptOfAQuota(Kind kind) {
        limits.put(kind.limit(2, Map.of("big", 8), Policy.PER_KEY.under(new Ceiling(50, null))));
        assertThat(granted("big", NOW)).isEqualTo(kind == Kind.QUOTA ? 8 : 4);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTA", "CONCURRENCY"})
    void aChange_holdsWithinTheCacheTime_andWhatIsInUseStaysInUse(Kind kind) {
        limits.put(kind.limit(2, Map.of(), Policy.PER_KEY));
        assertThat(granted("big", NOW)).isEqualTo(2);
        limits.put(kind.limit(2, Map.of("big", 5), Policy.PER_KEY));
        assertThat(granted("big", NOW)).as("not seen yet").isZero();
        Instant seen = NOW.plus(CACHE);
        assertThat(available("big", seen)).isEqualTo(3);
        assertThat(granted("big", seen)).as("raised").isEqualTo(3);
        limits.put(kind.limit(2, Map.of("big", 4), Policy.PER_KEY));
        seen = seen.plus(CACHE);
        assertThat(granted("big", seen)).as("lowered").isZero();
        assertThat(available("big", seen)).isZero();
        limits.put(kind.limit(6, Map.of(), Policy.PER_KEY));
        assertThat(granted("big", seen.plus(CACHE))).as("as all others").isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void ofALimitThatIsShared_theyAreRefused(Kind kind) {
        assertThatThrownBy(() -> kind.limit(2, Map.of("big", 5), Policy.SHARED))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("overrides must be absent for a limit that is shared, got: 1");
    }

    @ParameterizedTest
    @EnumSource
    void ofMoreKeys_theyAreRefused(Kind kind) {
        Map<String, Integer> many = IntStream.rangeClosed(0, Overrides.MOST)
                .boxed()
                .collect(Collectors.toMap(index -> "tenant-" + index, _ -> 5));
        assertThatThrownBy(() -> kind.limit(2, many, Policy.PER_KEY))
                .hasMessage("overrides must be between 0 and 100, got: 101");
        assertThatThrownBy(() -> kind.limit(2, Map.of("", 5), Policy.PER_KEY))
                .hasMessage("overrides key must have 1 to 256 characters, got: 0");
    }

    @Test
    void figures_areCheckedAsTheLimitsAre() {
        assertThatThrownBy(() -> Kind.RATE.limit(2, Map.of("big", 0), Policy.PER_KEY))
                .hasMessage("permits must be between 1 and 1000000000, got: 0");
        assertThatThrownBy(() -> Kind.QUOTA.limit(2, Map.of("big", -1), Policy.PER_KEY))
                .hasMessage("permits must be between 1 and 1000000000000, got: -1");
        assertThatThrownBy(() -> Kind.CONCURRENCY.limit(2, Map.of("big", 100_001), Policy.PER_KEY))
                .hasMessage("slots must be between 1 and 100000, got: 100001");
    }

    @ParameterizedTest
    @EnumSource(names = {"RATE", "QUOTA"})
    void whatAKeyCouldNeverHave_isAnError_byItsOwnFigures(Kind kind) {
        limits.put(kind.limit(2, Map.of("big", 5), Policy.PER_KEY));
        assertThat(granter.acquire(PermitRequest.of("x", "big", 5, Duration.ZERO, null), NOW))
                .isInstanceOf(Granted.class);
        assertThatThrownBy(() -> granter.acquire(PermitRequest.of("x", "other", 3, Duration.ZERO, null), NOW))
                .hasMessageStartingWith("permits must be at most 2 for limit x");
    }

    private long available(String key, Instant now) {
        return granter.peek("x", key, now).available();
    }

    /** Returns how many units the key gets, each for a request of its own, until it is refused. */
    private int granted(String key, Instant now) {
        int granted = 0;
        while (granter.acquire(ask(key), now) instanceof Granted) {
            granted++;
        }
        return granted;
    }

    private PermitRequest ask(String key) {
        Holder holder = new Holder("request-" + asks++, null);
        return new PermitRequest(List.of(new Claim("x", key, 1)), Duration.ZERO, false, Priority.NORMAL, null, holder);
    }
}
