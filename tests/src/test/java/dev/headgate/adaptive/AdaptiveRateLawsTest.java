package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What holds of the rate whatever happens; each failure names the seed that shows it. */
class AdaptiveRateLawsTest {
    private static final Instant START = Instant.parse("2026-11-23T02:00:00Z");
    private static final int SEEDS = 200;
    private static final Pause NO_PAUSE = Pause.none(Tuning.DEFAULT.pausing());

    @Test
    void rate_staysWithinFloorAndCeiling_whateverIsReported() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AdaptiveSettings settings = anySettings(random);
            AdaptiveRate adaptive = new AdaptiveRate(settings);
            RateState state = RateState.starting(settings, random.nextDouble(0.001, 5_000), START);
            Instant now = START;
            for (int i = 0; i < 500; i++) {
                now = now.plusMillis(random.nextInt(-3_000, 20_000));
                state = adaptive.next(state, anyCounters(random), NO_PAUSE, now);
                assertThat(state.rate())
                        .as("seed %d, epoch %d", seed, i)
                        .isFinite()
                        .isBetween(settings.floor(), settings.ceiling());
            }
            assertThat(state.tick()).isEqualTo(500);
        }
    }

    @Test
    void next_isTheSame_forTheSameArguments() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            AdaptiveSettings settings = anySettings(random);
            RateState state = RateState.starting(settings, 100, START);
            Counters counters = anyCounters(random);
            Instant now = START.plusSeconds(2);
            assertThat(new AdaptiveRate(settings).next(state, counters, NO_PAUSE, now))
                    .as("seed %d", seed)
                    .isEqualTo(new AdaptiveRate(settings).next(state, counters, NO_PAUSE, now));
        }
    }

    @Test
    void outcomes_countOnce_whenManyReckonTheSameTick() {
        for (long seed = 0; seed < SEEDS; seed++) {
            assertThat(lostOrDoubled(seed, new SharedRate(fresh())))
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @Test
    void outcomes_countTwice_whenTheConditionIsTakenOut() {
        int caught = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                caught += lostOrDoubled(seed, new Careless(fresh())) == 0 ? 0 : 1;
            } catch (IllegalArgumentException negative) {
                caught++;
            }
        }
        assertThat(caught).isGreaterThan(SEEDS * 9 / 10);
    }

    /** Writes whoever comes, whatever was written since. */
    private static final class Careless extends SharedRate {
        Careless(RateState state) {
            super(state);
        }

        @Override
        boolean mayAdvance(Sighting seen) {
            return true;
        }
    }

    /**
     * Reporters see, wait, and write in any order, some twice; their clocks differ by up to two seconds. Returns by how many
     * calls what was counted and what is left differ from what was reported.
     */
    private static long lostOrDoubled(long seed, SharedRate shared) {
        SplittableRandom random = new SplittableRandom(seed);
        AdaptiveRate adaptive = new AdaptiveRate(AdaptiveSettings.of(1, 1_000));
        List<Runnable> late = new ArrayList<>();
        long[] sums = new long[2];
        for (int i = 0; i < 400; i++) {
            Instant clock = START.plusMillis(i * 250L + random.nextInt(-1_000, 1_000));
            Counters counters = anyCounters(random);
            sums[0] += counters.calls();
            SharedRate.Sighting seen = shared.report(counters);
            if (adaptive.isDue(seen.state(), seen.counters(), clock)) {
                RateState next = adaptive.next(seen.state(), seen.counters(), NO_PAUSE, clock);
                Runnable write = () -> sums[1] +=
                        shared.tryAdvance(seen, next) ? seen.counters().calls() : 0;
                late.addAll(Collections.nCopies(1 + random.nextInt(2), write));
            }
            if (random.nextInt(3) == 0) {
                Collections.shuffle(late, new Random(random.nextLong()));
                late.forEach(Runnable::run);
                late.clear();
            }
        }
        assertThat(shared.state().tick()).as("seed %d: it goes on", seed).isGreaterThan(2);
        return sums[0] - sums[1] - shared.counters().calls();
    }

    @Test
    void next_takesADamagedState_forOneWithinFloorAndCeiling() {
        AdaptiveSettings settings = AdaptiveSettings.of(1, 1_000);
        for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1, 0}) {
            RateState damaged = new RateState(
                    1, START, bad, bad, RateState.Phase.FOLLOWING, bad, bad, true, START, bad, START, Duration.ZERO);
            RateState next = new AdaptiveRate(settings)
                    .next(damaged, anyCounters(new SplittableRandom(1)), NO_PAUSE, START.plusSeconds(2));
            assertThat(next.rate()).as("from %s", bad).isFinite().isBetween(1.0, 1_000.0);
        }
    }

    @Test
    void rate_neitherFlapsNorStrays_onceItHasSettled() {
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double capacity = random.nextDouble(20, 500);
            AdaptiveSettings settings = AdaptiveSettings.of(1, 1_000);
            Following following = new Following(settings, RateState.starting(settings, 50, START));
            following.through(0, 120, capacity);
            following.rates.clear();
            following.through(120, 720, capacity);
            assertThat(following.rates)
                    .as("seed %d, capacity %s", seed, capacity)
                    .allSatisfy(rate -> assertThat(rate).isBetween(0.85 * capacity, 1.15 * capacity));
            assertThat(turns(following.rates))
                    .as("seed %d: a turn in 3 s at most", seed)
                    .isLessThanOrEqualTo(600 / 3);
        }
    }

    private static int turns(List<Double> rates) {
        int turns = 0;
        double last = 0;
        for (int i = 1; i < rates.size(); i++) {
            double step = Math.signum(rates.get(i) - rates.get(i - 1));
            turns += step != 0 && last != 0 && step != last ? 1 : 0;
            last = step == 0 ? last : step;
        }
        return turns;
    }

    /** A downstream without a burst that answers within a second; epochs are looked at each second. */
    private static final class Following {
        private final AdaptiveRate adaptive;
        private final Deque<Double> sent = new ArrayDeque<>();
        private final List<Double> rates = new ArrayList<>();
        private RateState state;
        private Counters counters = Counters.NONE;

        Following(AdaptiveSettings settings, RateState state) {
            this.adaptive = new AdaptiveRate(settings);
            this.state = state;
            sent.add(state.rate());
        }

        void through(int from, int to, double capacity) {
            for (int second = from; second < to; second++) {
                sent.add(state.rate());
                double calls = sent.removeFirst();
                long accepted = Math.round(Math.min(calls, capacity));
                long refused = Math.round(calls) - accepted;
                counters = counters.plus(new Counters(accepted, Math.max(0, refused), 0, 0, 0, 0, Latencies.NONE));
                Instant now = START.plusSeconds(second + 1);
                if (adaptive.isDue(state, counters, now)) {
                    state = adaptive.next(state, counters, NO_PAUSE, now);
                    counters = Counters.NONE;
                    rates.add(state.rate());
                }
            }
        }
    }

    private static RateState fresh() {
        return RateState.starting(AdaptiveSettings.of(1, 1_000), 50, START);
    }

    private static AdaptiveSettings anySettings(SplittableRandom random) {
        double floor = Math.pow(10, random.nextDouble(-6, 2));
        Algorithm algorithm = random.nextBoolean() ? Algorithm.GOODPUT : Algorithm.AIMD;
        return new AdaptiveSettings(
                Mode.ON, algorithm, floor, floor * Math.pow(10, random.nextDouble(0, 3)), Tuning.DEFAULT);
    }

    private static Counters anyCounters(SplittableRandom random) {
        long accepted = random.nextInt(4) == 0 ? 0 : (long) Math.pow(10, random.nextDouble(0, 5));
        long refused = random.nextInt(2) == 0 ? 0 : (long) Math.pow(10, random.nextDouble(0, 5));
        Latencies latencies =
                accepted == 0 ? Latencies.NONE : Latencies.of(Duration.ofMillis(random.nextInt(1, 200_000)));
        long acceptedAmid = random.nextInt(2) == 0 ? 0 : accepted;
        return new Counters(accepted, refused, 0, 0, acceptedAmid, refused, latencies);
    }
}
