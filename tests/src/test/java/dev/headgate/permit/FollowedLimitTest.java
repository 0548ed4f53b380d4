package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Algorithm;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.adaptive.HeardRates;
import dev.headgate.adaptive.InMemoryRateStore;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateSighting;
import dev.headgate.adaptive.RateState;
import dev.headgate.adaptive.RateStore;
import dev.headgate.adaptive.Tuning;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A limit whose rate follows: the granter grants what the downstream is seen to take, and a Retry-After holds all back. */
class FollowedLimitTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration QUICK = Duration.ofMillis(40);

    private final InMemoryLimits limits = new InMemoryLimits();
    private final InMemoryPermitStore buckets = new InMemoryPermitStore();
    private final InMemoryRateStore rates = new InMemoryRateStore();
    private final HeardRates heard = new HeardRates();
    private final PermitGranter granter = granter(rates);
    private final Feedback feedback = Feedbacks.of(limits, buckets.besideQuotas(), rates, heard, () -> 0L);

    /** 10 a second, 20 at once, no lateness. */
    private static RateLimit limit(Mode mode, Policy policy, int shards) {
        AdaptiveSettings settings = new AdaptiveSettings(mode, Algorithm.GOODPUT, 0.5, 1000, Tuning.DEFAULT);
        RateOptions options = RateOptions.NONE.following(settings).putAt(NOW).withShards(shards);
        return new RateLimit("x", 10, SECOND, 20, Duration.ZERO, policy).with(options);
    }

    @Test
    void off_readsAndWritesNothingOfRates() {
        limits.put(limit(Mode.OFF, Policy.SHARED, 1));
        assertThat(granted(20, 0, NOW)).contains(NOW);
        feedback.record("x", null, CallEnd.accepted(QUICK), NOW);
        feedback.record("x", null, CallEnd.refused(QUICK, null), NOW);
        assertThat(rates.reads() + rates.writes()).isZero();
        assertThat(heard.told()).containsExactly("x heard 1, 0", "x heard 0, 1");
    }

    @Test
    void on_aRateThatRises_bringsNoBurst() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        for (int i = 0; i < 10; i++) {
            drain(NOW.plusMillis(100L * i));
        }
        moveTo(100);
        assertThat(drain(NOW.plusMillis(1000)))
                .as("of a burst of 200, what a tenth of a second of the two that the bucket holds has brought")
                .isLessThanOrEqualTo(10);
        assertThat(drain(NOW.plusMillis(2000))).as("the new rate").isBetween(98, 101);
    }

    @Test
    void on_theLineIsSpacedByTheLearntRate_andTheToleranceInSecondsStays() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        cutInHalf(NOW);
        Instant later = NOW.plusSeconds(60);
        assertThat(drain(later)).as("two seconds of the rate").isEqualTo((int) (2 * rate()));
        Instant one = granted(1, 60, later).orElseThrow();
        Instant next = granted(1, 60, later).orElseThrow();
        assertThat(Duration.between(one, next).toNanos() / 1e9).isCloseTo(1 / rate(), within());
    }

    @Test
    void on_theLineIsShort_andWhoFindsNoPlaceComesBackSpread() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        drain(NOW);
        for (int i = 1; i <= 10; i++) {
            assertThat(granted(1, 900, NOW)).as("place %d", i).contains(NOW.plusMillis(100L * i));
        }
        Set<Instant> comingBack = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            PermitRequest ask = PermitRequest.of("x", null, 1, Duration.ofMinutes(15), null);
            Decision.Denied denied = (Decision.Denied) granter.acquire(ask, NOW);
            assertThat(denied.reason()).isEqualTo(Reason.RATE);
            assertThat(denied.retryAt()).isBetween(NOW.plusMillis(100), NOW.plusMillis(5_100));
            comingBack.add(denied.retryAt());
        }
        assertThat(comingBack).hasSizeGreaterThan(90);
        assertThat(granted(1, 900, NOW.plusMillis(100))).as("a place is free").contains(NOW.plusMillis(1_100));
    }

    @Test
    void on_aBatchIsGrantedWhole_whenItsFirstUnitFindsAPlace() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        drain(NOW);
        assertThat(granted(200, 900, NOW)).contains(NOW.plusMillis(100));
        assertThat(granted(1, 900, NOW)).as("behind twenty seconds").isEmpty();
    }

    @Test
    void on_aFewWait_wherePermitsComeSeldom() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        moveTo(0.5);
        Instant later = NOW.plusSeconds(60);
        drain(later);
        for (int i = 1; i <= 4; i++) {
            assertThat(granted(1, 900, later)).as("place %d", i).contains(later.plusSeconds(2L * i));
        }
        assertThat(granted(1, 900, later)).isEmpty();
    }

    @Test
    void off_theLineIsAsLongAsItsCallersWait() {
        limits.put(limit(Mode.OFF, Policy.SHARED, 1));
        drain(NOW);
        for (int i = 1; i <= 1_000; i++) {
            assertThat(granted(1, 900, NOW)).contains(NOW.plusMillis(100L * i));
        }
    }

    @Test
    void shadow_reckonsAndShows_andTheDeclaredRateHolds() {
        limits.put(limit(Mode.SHADOW, Policy.SHARED, 1));
        cutInHalf(NOW);
        assertThat(rate()).isLessThan(8);
        assertThat(granted(20, 0, NOW.plusSeconds(60))).isPresent();
        BucketState seen = (BucketState) granter.peek("x", null, NOW);
        assertThat(seen.rate().mode()).isEqualTo(Mode.SHADOW);
        assertThat(seen.rate().perSecond()).isEqualTo(rate());
    }

    @Test
    void keys_followApart() {
        limits.put(limit(Mode.ON, Policy.PER_KEY, 1));
        for (int i = 0; i < 8; i++) {
            feedback.record("x", "a", CallEnd.refused(QUICK, null), NOW.plusSeconds(i));
            feedback.record("x", "b", CallEnd.accepted(QUICK), NOW.plusSeconds(i));
        }
        assertThat(rates.find("x#a").orElseThrow().record().state().rate()).isLessThan(2);
        assertThat(rates.find("x#b").orElseThrow().record().state().rate()).isGreaterThanOrEqualTo(10);
    }

    @Test
    void shards_shareTheLearntRate() {
        limits.put(limit(Mode.ON, Policy.SHARED, 4));
        cutInHalf(NOW);
        Instant later = NOW.plusSeconds(60);
        assertThat(drain(later)).isBetween((int) (2 * rate()) - 4, (int) (2 * rate()));
    }

    @Test
    void on_theRateIsReadOnceASecond_howeverManyAsk() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        for (int i = 0; i < 1000; i++) {
            granted(1, 60, NOW.plusMillis(i));
        }
        assertThat(rates.reads()).isEqualTo(1);
        granted(1, 60, NOW.plusMillis(1000));
        assertThat(rates.reads()).isEqualTo(2);
    }

    @Test
    void on_itGoesOnAsItWas_whenTheRatesAreOutOfReach() {
        PermitGranter blind = granter(UnreliableStore.unreachable(RateStore.class, new InMemoryRateStore()));
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        assertThat(blind.acquire(PermitRequest.of("x", null, 20, Duration.ZERO, null), NOW))
                .as("at the declared rate")
                .isInstanceOf(Decision.Granted.class);
    }

    @Test
    void aRetryAfter_pausesForAll_bounded_andOnce() {
        limits.put(limit(Mode.ON, Policy.SHARED, 1));
        assertThat(feedback.record("x", null, CallEnd.refused(QUICK, Duration.ofHours(1)), NOW))
                .as("believed for six seconds")
                .contains(NOW.plusSeconds(6));
        int writes = rates.writes();
        assertThat(feedback.record("x", null, CallEnd.refused(QUICK, Duration.ofHours(1)), NOW.plusMillis(5)))
                .contains(NOW.plusSeconds(6));
        assertThat(rates.writes()).as("one pause").isEqualTo(writes);
        assertThat(granter.acquire(PermitRequest.of("x", null, 1, Duration.ofMinutes(1), null), NOW.plusSeconds(1)))
                .isInstanceOfSatisfying(Decision.Denied.class, denied -> {
                    assertThat(denied.reason()).isEqualTo(Reason.PAUSED);
                    assertThat(denied.retryAt()).isBetween(NOW.plusSeconds(5), NOW.plusSeconds(11));
                });
        assertThat(granted(1, 60, NOW.plusMillis(5_500))).contains(NOW.plusSeconds(6));
        assertThat(heard.told()).containsOnlyOnce("x paused for PT6S");
        BucketState seen = (BucketState) granter.peek("x", null, NOW);
        assertThat(seen.rate().pausedUntil()).isEqualTo(NOW.plusSeconds(6));
    }

    @Test
    void aRetryAfter_pausesALimitThatDoesNotFollow_asTold() {
        limits.put(limit(Mode.OFF, Policy.SHARED, 1));
        assertThat(feedback.record("x", null, CallEnd.refused(QUICK, Duration.ofSeconds(30)), NOW))
                .contains(NOW.plusSeconds(30));
        assertThat(feedback.record("x", null, CallEnd.refused(QUICK, Duration.ofSeconds(90)), NOW.plusSeconds(1)))
                .as("one pause")
                .contains(NOW.plusSeconds(30));
        assertThat(granted(1, 60, NOW.plusSeconds(2))).contains(NOW.plusSeconds(30));
        assertThat(feedback.record("x", null, CallEnd.refused(QUICK, Duration.ofDays(1)), NOW.plusSeconds(31)))
                .contains(NOW.plusSeconds(31).plus(Feedback.LONGEST_PAUSE));
        assertThat(rates.writes()).isZero();
    }

    /** Half of what is sent is refused, for three seconds. */
    private void cutInHalf(Instant from) {
        for (int i = 0; i < 30; i++) {
            Instant now = from.plusMillis(100L * i);
            CallEnd end = i % 2 == 0 ? CallEnd.accepted(QUICK) : CallEnd.refused(QUICK, null);
            feedback.record("x", null, end, now);
        }
        assertThat(rates.find("x").orElseThrow().record().state().phase()).isNotEqualTo(RateState.Phase.STARTING);
    }

    /** Returns how many permits there were at once. */
    private int drain(Instant now) {
        int granted = 0;
        while (granted(1, 0, now).isPresent()) {
            granted++;
        }
        return granted;
    }

    private void moveTo(double rate) {
        feedback.record("x", null, CallEnd.refused(QUICK, null), NOW);
        RateSighting seen = rates.find("x").orElseThrow();
        RateState now = seen.record().state();
        RateState next = new RateState(
                now.tick() + 1, NOW, rate, rate, RateState.Phase.FOLLOWING, rate, rate, false, NOW, 0, NOW, QUICK);
        RateRecord record =
                new RateRecord(next, seen.record().pause(), seen.record().revision() + 1);
        assertThat(rates.tryMove("x", seen, record, seen.counters())).isTrue();
    }

    private double rate() {
        return rates.find("x").orElseThrow().record().state().rate();
    }

    private Optional<Instant> granted(int permits, int maxWaitSeconds, Instant now) {
        return granted(granter, null, permits, maxWaitSeconds, now);
    }

    private static Optional<Instant> granted(
            PermitGranter granter, @Nullable String key, int permits, int maxWaitSeconds, Instant now) {
        Duration wait = Duration.ofSeconds(maxWaitSeconds);
        return granter.acquire(PermitRequest.of("x", key, permits, wait, null), now) instanceof Decision.Granted granted
                ? Optional.of(granted.schedule().startAt())
                : Optional.empty();
    }

    private PermitGranter granter(RateStore store) {
        CircuitBreaker circuits = new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7));
        return new PermitGranter(
                limits, buckets.besideQuotas().with(store), circuits, Duration.ZERO, new SplittableRandom(7));
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-6);
    }
}
