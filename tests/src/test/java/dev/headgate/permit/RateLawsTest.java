package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.testing.Seeds;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Laws of a bucket, for limits of every magnitude: from one a month to a million a second. */
@Tag("campaign")
class RateLawsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");

    /** A bucket after some asks of one unit each, and their slots. */
    private record OneByOne(long tat, List<Long> slots) {
        static OneByOne of(RateLimit limit, long tatBefore, int permits) {
            Ask one = Ask.of(limit, 1, PermitRequest.LONGEST_WAIT, NOW);
            long tat = tatBefore;
            List<Long> slots = new ArrayList<>();
            for (int k = 0; k < permits; k++) {
                slots.add(Nanos.of(one.scheduleAfter(tat).startAt()));
                tat = one.tatAfter(tat);
            }
            return new OneByOne(tat, slots);
        }
    }

    @Test
    void acquiringMany_equalsAcquiringOneManyTimes() {
        Seeds.of(2_000, 100_000).check((seed, random) -> {
            RateLimit limit = Limits.any(random);
            long tat = Limits.anyTat(random, limit, NOW);
            int permits = (int) Limits.magnitude(random, Math.min(200, 2 * limit.grantedBurst() + 1));
            Ask many = Ask.of(limit, permits, PermitRequest.LONGEST_WAIT, NOW);
            OneByOne singly = OneByOne.of(limit, tat, permits);
            assertThat(many.tatAfter(tat)).as("%s", limit).isEqualTo(singly.tat());
            for (int k = 0; k < permits; k++) {
                assertThat(Nanos.of(many.scheduleAfter(tat).slot(k)))
                        .as("unit %d of %d, %s", k, permits, limit)
                        .isEqualTo(singly.slots().get(k));
            }
        });
    }

    @Test
    void refill_isMonotone() {
        Seeds.of(2_000, 100_000).check((seed, random) -> {
            RateLimit limit = Limits.any(random);
            long tat = Limits.anyTat(random, limit, NOW);
            BucketState before = BucketState.of(limit, tat, NOW);
            Instant later = NOW.plusNanos(random.nextLong(3 * limit.toleranceNanos() + 1));
            BucketState after = BucketState.of(limit, tat, later);
            assertThat(after.available()).isBetween(before.available(), limit.grantedBurst());
            assertThat(after.waiting()).isBetween(0L, before.waiting());
            assertThat(after.nextAt()).isAfterOrEqualTo(before.nextAt());
            assertThat(after.available() - before.available())
                    .as("no more than time brings, %s", limit)
                    .isLessThanOrEqualTo(
                            Math.ceilDiv(Duration.between(NOW, later).toNanos(), limit.intervalNanos()));
            int permits = (int) Limits.magnitude(random, 100);
            if (Ask.of(limit, permits, Duration.ZERO, later).refusedAt(tat)) {
                assertThat(Ask.of(limit, permits, Duration.ZERO, NOW).refusedAt(tat))
                        .as("who is refused later was refused before")
                        .isTrue();
            }
        });
    }

    @Test
    void interval_isTheLongestThatLosesLessThanOneNanosecondAUnit() {
        Seeds.of(2_000, 100_000).check((seed, random) -> {
            RateLimit limit = Limits.any(random);
            BigInteger permits = BigInteger.valueOf(limit.permits());
            BigInteger period = BigInteger.valueOf(limit.period().toNanos());
            assertThat(permits.multiply(BigInteger.valueOf(limit.intervalNanos())))
                    .as("the rate is never passed, %s", limit)
                    .isGreaterThanOrEqualTo(period);
            assertThat(permits.multiply(BigInteger.valueOf(limit.intervalNanos() - 1)))
                    .as("and an interval a nanosecond shorter would pass it")
                    .isLessThan(period);
        });
    }

    @Test
    void decisions_areThoseOfExactArithmetic() {
        Seeds.of(500, 20_000).check((seed, random) -> {
            RateLimit limit = Limits.any(random);
            ExactBucket exact = new ExactBucket(limit);
            PermitStore store = new InMemoryPermitStore();
            Instant now = NOW;
            for (int i = 0; i < 100; i++) {
                now = now.plusNanos(random.nextLong(-limit.intervalNanos(), 3 * limit.intervalNanos() + 1));
                int permits = (int) Limits.magnitude(random, Claim.MOST_PERMITS);
                Duration wait = Duration.ofNanos(Limits.magnitude(random, PermitRequest.LONGEST_WAIT.toNanos()) - 1);
                Ask ask = Ask.of(limit, permits, wait, now);
                boolean granted = !ask.impossible() && store.tryReserve("b", ask) instanceof Reservation.Taken;
                assertThat(granted)
                        .as("step %d: %d permits within %s, %s", i, permits, wait, limit)
                        .isEqualTo(exact.take(permits, wait, now));
                assertThat(store.peek("b")).as("step %d, %s", i, limit).isEqualTo(exact.tat());
            }
        });
    }
}
