package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Priorities, keys with figures of their own, shards, and what is near the limit. */
class RateOptionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InMemoryLimits limits = new InMemoryLimits();
    private final InMemoryPermitStore buckets = new InMemoryPermitStore();
    private final PermitGranter granter = new PermitGranter(
            limits,
            buckets.besideQuotas(),
            new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
            Duration.ofSeconds(5),
            new SplittableRandom(7));

    @Test
    void aLowerPriority_leavesTheLastPartOfTheBurst() {
        limits.put(limit(10, 20, Policy.SHARED).with(RateOptions.NONE.withReserve(20)));
        assertThat(granted(Priority.LOW)).isEqualTo(8);
        assertThat(granted(Priority.NORMAL)).isEqualTo(8);
        assertThat(granted(Priority.HIGH)).isEqualTo(4);
    }

    @Test
    void aRefusalOfALowPriority_isNotOneOfAHigherOne() {
        limits.put(limit(10, 20, Policy.SHARED));
        granted(Priority.LOW);
        int calls = buckets.calls();
        assertThat(acquire(Priority.LOW, 1, 0, NOW)).isInstanceOf(Denied.class);
        assertThat(buckets.calls()).as("remembered").isEqualTo(calls);
        assertThat(acquire(Priority.NORMAL, 1, 0, NOW)).isInstanceOf(Granted.class);
        assertThat(acquire(Priority.LOW, 1, 0, NOW.plusMillis(200))).isInstanceOf(Granted.class);
    }

    @Test
    void aLowPriority_isServed_byALimitOfOne() {
        limits.put(limit(1, 1, Policy.SHARED).with(RateOptions.NONE.withReserve(90)));
        assertThat(acquire(Priority.LOW, 1, 0, NOW)).isInstanceOf(Granted.class);
        assertThat(acquire(Priority.LOW, 1, 0, NOW.plusSeconds(1))).isInstanceOf(Granted.class);
    }

    @Test
    void aWeightOfALowPriority_mustFitIntoItsPart() {
        limits.put(limit(10, 20, Policy.SHARED));
        PermitRequest heavy = new PermitRequest(
                List.of(new Claim("x", null, 11)), Duration.ofSeconds(60), false, Priority.LOW, null, null);
        assertThatThrownBy(() -> granter.acquire(heavy, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("permits must be at most 10");
    }

    @Test
    void prioritiesTogether_stayWithinTheBound() {
        for (long seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            RateLimit limit = limit(1 + random.nextInt(50), 4 + random.nextInt(30), Policy.SHARED)
                    .with(RateOptions.NONE.withReserve(random.nextInt(91)));
            assertThat(slots(limit, random).worstExcess(burst(limit), limit.intervalNanos()))
                    .as("seed %d", seed)
                    .isLessThan(1e-6);
        }
    }

    @Test
    void shards_shareTheLimit_toTheLastUnit() {
        RateLimit limit = limit(1003, 50, Policy.SHARED).with(RateOptions.NONE.withShards(7));
        assertThat(Shard.of(limit, null)).hasSize(7).extracting(Shard::bucket).doesNotHaveDuplicates();
        assertThat(Shard.of(limit, null).stream()
                        .mapToLong(shard -> shard.share().permits())
                        .sum())
                .isEqualTo(1003);
        assertThat(Shard.of(limit, null).stream()
                        .mapToLong(shard -> shard.share().burst())
                        .sum())
                .isEqualTo(50);
        assertThatThrownBy(() -> limit(1000, 5, Policy.SHARED).with(RateOptions.NONE.withShards(6)))
                .hasMessage("shards must be between 1 and 5, got: 6");
    }

    @Test
    void shards_grantAllOfTheLimit_andNeverMore() {
        RateLimit limit = limit(1000, 100, Policy.SHARED).with(RateOptions.NONE.withShards(4));
        limits.put(limit);
        Slots slots = new Slots();
        for (int i = 0; i < 20_000; i++) {
            if (acquire(Priority.NORMAL, 1, 0, NOW.plusNanos(i * 500_000L)) instanceof Granted granted) {
                slots.add(granted.schedule());
            }
        }
        assertThat(slots.size()).isBetween(9_900, 10_100);
        assertThat(slots.worstExcess(burst(limit), limit.intervalNanos())).isLessThan(1e-6);
        assertThat(slots.worstExcess(burst(limit) - 10, limit.intervalNanos()))
                .as("the control: a burst of ten less would be passed")
                .isPositive();
    }

    @Test
    void shards_areFilledEvenly_andThoseKnownToRefuseAreLeftOut() {
        limits.put(limit(1000, 40, Policy.SHARED).with(RateOptions.NONE.withShards(4)));
        for (int i = 0; i < 40; i++) {
            assertThat(acquire(Priority.NORMAL, 1, 0, NOW)).isInstanceOf(Granted.class);
        }
        assertThat(buckets.calls()).isEqualTo(40);
        acquire(Priority.NORMAL, 1, 0, NOW);
        acquire(Priority.NORMAL, 1, 0, NOW);
        int calls = buckets.calls();
        assertThat(calls).as("four shards, each asked once").isEqualTo(44);
        assertThat(acquire(Priority.NORMAL, 1, 0, NOW)).isInstanceOf(Denied.class);
        assertThat(buckets.calls()).isEqualTo(calls);
        assertThat(acquire(Priority.NORMAL, 1, 0, NOW.plusMillis(5))).isInstanceOf(Granted.class);
    }

    @Test
    void peekAndPause_areOfAllShards() {
        limits.put(limit(1000, 40, Policy.SHARED).with(RateOptions.NONE.withShards(4)));
        assertThat(granter.peek("x", null, NOW).available()).isEqualTo(40);
        acquire(Priority.NORMAL, 1, 0, NOW);
        assertThat(granter.peek("x", null, NOW).available()).isEqualTo(39);
        granter.pause("x", null, NOW.plusSeconds(9), NOW);
        for (int i = 0; i < 8; i++) {
            assertThat(acquire(Priority.HIGH, 1, 0, NOW.plusSeconds(8)))
                    .isInstanceOfSatisfying(
                            Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.PAUSED));
        }
    }

    @Test
    void near_isSaidBeforeALineForms_andNotOfEachThatStandsInIt() {
        limits.put(limit(10, 10, Policy.SHARED));
        for (int i = 1; i <= 20; i++) {
            boolean near = ((Granted) acquire(Priority.NORMAL, 1, 60, NOW))
                    .taken()
                    .getFirst()
                    .standing()
                    .near();
            assertThat(near).as("unit %d", i).isEqualTo(i >= 8 && i <= 10);
        }
    }

    @Test
    void near_isNeverSaid_ofABurstOfOne() {
        limits.put(limit(10, 1, Policy.SHARED));
        assertThat(((Granted) acquire(Priority.NORMAL, 1, 0, NOW))
                        .taken()
                        .getFirst()
                        .standing()
                        .near())
                .isFalse();
    }

    private long granted(Priority priority) {
        long granted = 0;
        while (acquire(priority, 1, 0, NOW) instanceof Granted) {
            granted++;
        }
        return granted;
    }

    private static Slots slots(RateLimit limit, SplittableRandom random) {
        RateTurnstile turnstile = new RateTurnstile(new InMemoryPermitStore(), Duration.ZERO, random);
        Slots slots = new Slots();
        Instant now = NOW;
        for (int i = 0; i < 300; i++) {
            now = now.plusNanos(random.nextLong(2 * limit.intervalNanos()));
            Priority priority = List.of(Priority.values()).get(random.nextInt(3));
            PermitRequest request = request(priority, 1 + random.nextInt(3), random.nextInt(5), random.nextBoolean());
            Claim claim = request.claims().getFirst();
            Terms terms = Terms.of(request, now);
            try {
                turnstile.requirePossible(limit, claim, terms);
            } catch (InvalidRequestException tooLarge) {
                continue;
            }
            if (turnstile.take(limit, claim, terms) instanceof Taking.Taken taken) {
                slots.add(((Part.Slots) taken.part()).schedule());
            }
        }
        return slots;
    }

    private static double burst(RateLimit limit) {
        return (double) limit.toleranceNanos() / limit.intervalNanos();
    }

    private Decision acquire(Priority priority, int permits, int maxWaitSeconds, Instant now) {
        return granter.acquire(request(priority, permits, maxWaitSeconds, true), now);
    }

    private static PermitRequest request(Priority priority, int permits, int maxWaitSeconds, boolean paced) {
        return new PermitRequest(
                List.of(new Claim("x", null, permits)),
                Duration.ofSeconds(maxWaitSeconds),
                paced,
                priority,
                null,
                null);
    }

    private static RateLimit limit(long permits, long burst, Policy policy) {
        return new RateLimit("x", permits, SECOND, burst, Duration.ZERO, policy);
    }
}
