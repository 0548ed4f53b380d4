package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A limit that is changed while it is in use: the new figures hold, nothing bursts, and what was granted stands. */
class LimitChangeTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final InMemoryPermitStore store = new InMemoryPermitStore();
    private final RateTurnstile turnstile = new RateTurnstile(store, Duration.ZERO, new SplittableRandom(7));

    @Test
    void lowered_theUsedBurstStaysUsed() {
        assertThat(take(limit(100, 100, 1), 100, 0, NOW)).contains(NOW);
        RateLimit slow = limit(1, 100, 2);
        assertThat(take(slow, 1, 0, NOW.plusMillis(1))).isEmpty();
        assertThat(take(slow, 1, 60, NOW.plusMillis(1)).orElseThrow())
                .isBetween(NOW.plusMillis(900), NOW.plusMillis(1001));
    }

    /** The control: read in the new terms, the same number says that 99 units of the burst are free. */
    @Test
    void lowered_theUsedBurstComesBack_whenTheBucketIsNotConverted() {
        take(limit(100, 100, 1), 100, 0, NOW);
        RateLimit slow = limit(1, 100, 2);
        long tat = store.peek("x");
        assertThat(BucketState.of(slow, tat, NOW).available()).isEqualTo(99);
    }

    @Test
    void raised_theNewRateHoldsAtOnce() {
        take(limit(1, 100, 1), 100, 0, NOW);
        RateLimit fast = limit(100, 100, 2);
        assertThat(take(fast, 1, 0, NOW)).as("no burst").isEmpty();
        assertThat(take(fast, 1, 60, NOW)).contains(NOW.plusMillis(10));
        assertThat(take(fast, 1, 60, NOW)).contains(NOW.plusMillis(20));
    }

    @Test
    void raised_theNextSlotIsBehindThoseHandedOut() {
        take(limit(1, 5, 1), 15, 60, NOW);
        assertThat(take(limit(100, 5, 2), 1, 60, NOW))
                .contains(NOW.plusSeconds(10).plusMillis(10));
    }

    /** Slots in front of those who stand in line would hide from the next change how long the line is. */
    @Test
    void aLargerBurst_hasNoNewPart_whileOthersStandInLine() {
        assertThat(take(limit(10, 1, 1), 100, 60, NOW)).contains(NOW);
        assertThat(take(limit(1, 10, 2), 1, 60, NOW)).contains(NOW.plusMillis(10_900));
        assertThat(take(limit(10, 10, 3), 1, 60, NOW))
                .as("behind the hundred, not at the new rate beside them")
                .contains(NOW.plusMillis(11_000));
    }

    @Test
    void anEnvironmentThatStillHasTheOldFigures_doesNotBringThemBack_whenTheBucketIsIdle() {
        RateLimit old = limit(100, 100, 1);
        RateLimit lowered = limit(100, 5, 2);
        assertThat(take(old, 100, 0, NOW)).isPresent();
        assertThat(take(lowered, 1, 0, NOW)).isEmpty();
        Instant idle = NOW.plusMillis(50);
        assertThat(take(old, 100, 0, idle)).as("more than the burst now").isEmpty();
        assertThat(take(old, 5, 0, idle)).contains(idle);
    }

    @Test
    void aPauseByTheOldFigures_holdsInTheNewOnes() {
        RateLimit old = limit(10, 1, 1);
        RateLimit raised = limit(10, 100, 2);
        take(old, 1, 0, NOW);
        take(raised, 1, 60, NOW);
        new RateBuckets(store).pause(old, null, NOW.plusSeconds(30));
        assertThat(take(raised, 1, 60, NOW)).contains(NOW.plusSeconds(30));
    }

    /** As a ceiling that is lifted does: the burst in units grows with the rate, and none of it is there at once. */
    @Test
    void raised_withItsBurst_whatIsUsedStaysUsed_asAShare() {
        take(limit(10, 10, 1), 10, 0, NOW);
        RateLimit tenfold = limit(100, 100, 2);
        assertThat(take(tenfold, 1, 0, NOW)).isEmpty();
        assertThat(take(tenfold, 50, 0, NOW.plusMillis(500))).isPresent();
    }

    @Test
    void aLargerBurst_hasItsNewPart_andASmallerOneCountsWhatIsUsed() {
        take(limit(1, 20, 1), 20, 0, NOW);
        assertThat(take(limit(1, 50, 2), 31, 0, NOW)).isEmpty();
        assertThat(take(limit(1, 50, 3), 30, 0, NOW)).contains(NOW);
        assertThat(take(limit(1, 10, 4), 1, 60, NOW))
                .as("a full bucket, not 40 units of debt")
                .contains(NOW.plusSeconds(1));
    }

    @Test
    void anEnvironmentThatStillHasTheOldFigures_goesByTheNewOnes() {
        RateLimit old = limit(100, 100, 1);
        take(old, 10, 0, NOW);
        take(limit(1, 10, 2), 1, 60, NOW);
        assertThat(take(old, 100, 0, NOW)).isEmpty();
        assertThat(take(old, 1, 60, NOW)).contains(NOW.plusSeconds(2));
    }

    @Test
    void aPause_staysThroughAChange() {
        RateLimit old = limit(10, 10, 1);
        new RateBuckets(store).pause(old, null, NOW.plusSeconds(30));
        assertThat(take(limit(1, 50, 2), 1, 60, NOW)).contains(NOW.plusSeconds(30));
    }

    @Test
    void aLimitDividedAnew_startsEmpty() {
        RateLimit whole = limit(100, 100, 1);
        take(whole, 100, 0, NOW);
        RateOptions divided = RateOptions.NONE.withShards(4).putAt(NOW).emptiedAt(NOW);
        RateLimit sharded = whole.with(divided);
        int granted = 0;
        for (int i = 0; i < 1000; i++) {
            granted += take(sharded, 1, 0, NOW.plusMillis(i)).isPresent() ? 1 : 0;
        }
        assertThat(granted).isBetween(90, 100);
        RateLimit again = whole.with(RateOptions.NONE.putAt(NOW.plusSeconds(1)).emptiedAt(NOW.plusSeconds(1)));
        assertThat(take(again, 10, 0, NOW.plusSeconds(1))).isEmpty();
    }

    /** The control: without the moment at which it counts as empty, a divided limit grants its burst twice. */
    @Test
    void aLimitDividedAnew_bursts_whenItDoesNotStartEmpty() {
        RateLimit whole = limit(100, 100, 1);
        take(whole, 100, 0, NOW);
        RateLimit sharded = whole.with(RateOptions.NONE.withShards(4).putAt(NOW));
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            granted += take(sharded, 1, 0, NOW).isPresent() ? 1 : 0;
        }
        assertThat(granted).isGreaterThan(70);
    }

    /**
     * Asks of mixed sizes over a line of changes, some from environments that are late to hear of them: what is granted
     * under one pair of figures and the next keeps to the larger of them, and so across the change.
     */
    @Test
    void slots_stayWithinTheBound_acrossChanges() {
        for (long seed = 0; seed < 300; seed++) {
            assertThat(worstOfChanges(seed, new InMemoryPermitStore()))
                    .as("seed %d", seed)
                    .isLessThan(1e-6);
        }
    }

    /** The control: a store that reads each number in the terms of who asks is caught. */
    @Test
    void slots_passTheBound_whenBucketsAreNotConverted() {
        int caught = 0;
        for (long seed = 0; seed < 300; seed++) {
            caught += worstOfChanges(seed, new InMemoryPermitStore(false)) > 1e-6 ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(10);
    }

    private static double worstOfChanges(long seed, PermitStore buckets) {
        SplittableRandom random = new SplittableRandom(seed);
        RateTurnstile asked = new RateTurnstile(buckets, Duration.ZERO, random);
        RateLimit[] limits = new RateLimit[7];
        Slots before = new Slots();
        Instant now = NOW;
        double worst = Double.NEGATIVE_INFINITY;
        for (int change = 0; change < limits.length; change++) {
            limits[change] = anyLimit(random, change + 1);
            Slots own = new Slots();
            for (int i = 0; i < 60; i++) {
                now = now.plusNanos(random.nextLong(3 * limits[change].intervalNanos()));
                boolean late = i > 0 && change > 0 && random.nextInt(3) == 0;
                RateLimit known = limits[late ? change - 1 : change];
                Claim claim = claim(1 + random.nextInt(3));
                if (asked.take(known, claim, terms(random.nextInt(10), now)) instanceof Taking.Taken taken) {
                    own.add(((Part.Slots) taken.part()).schedule());
                    before.add(((Part.Slots) taken.part()).schedule());
                }
            }
            worst = Math.max(worst, before.worstExcess(largestBurst(limits, change), leastInterval(limits, change)));
            before = own;
        }
        return worst;
    }

    private static double largestBurst(RateLimit[] limits, int last) {
        double largest = 0;
        for (int i = Math.max(0, last - 2); i <= last; i++) {
            largest = Math.max(largest, (double) limits[i].toleranceNanos() / limits[i].intervalNanos());
        }
        return largest;
    }

    private static long leastInterval(RateLimit[] limits, int last) {
        long least = Long.MAX_VALUE;
        for (int i = Math.max(0, last - 2); i <= last; i++) {
            least = Math.min(least, limits[i].intervalNanos());
        }
        return least;
    }

    private static RateLimit anyLimit(SplittableRandom random, int version) {
        return limit(1 + random.nextInt(100), 3 + random.nextInt(40), version);
    }

    private Optional<Instant> take(RateLimit limit, int permits, int waitSeconds, Instant now) {
        return turnstile.take(limit, claim(permits), terms(waitSeconds, now)) instanceof Taking.Taken taken
                ? Optional.of(taken.part().startAt())
                : Optional.empty();
    }

    private static Claim claim(int permits) {
        return new Claim("x", null, permits);
    }

    private static Terms terms(int waitSeconds, Instant now) {
        return Terms.of(PermitRequest.of("x", null, 1, Duration.ofSeconds(waitSeconds), null), now);
    }

    private static RateLimit limit(long permits, long burst, int version) {
        RateOptions options = new RateOptions(0, 1, Overrides.none(), version, 0);
        return new RateLimit("x", permits, SECOND, burst, Duration.ZERO, Policy.SHARED).with(options);
    }
}
