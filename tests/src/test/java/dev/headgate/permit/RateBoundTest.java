package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * In every window of every length, slots handed out are at most the tolerated burst plus rate × (window + skew), however
 * callers' clocks jump and differ. The control takes the condition away and must be caught.
 */
class RateBoundTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final long SKEW_NANOS = Duration.ofSeconds(2).toNanos();

    @Test
    void slots_stayWithinTheBound_inEveryWindow() {
        for (long seed = 0; seed < 60; seed++) {
            RateLimit limit = anyLimit(new SplittableRandom(seed));
            List<Long> slots = slots(limit, new InMemoryPermitStore(), new SplittableRandom(seed));
            assertThat(worstExcess(limit, slots)).as("seed %d, %s", seed, limit).isNotPositive();
        }
    }

    @Test
    void slots_passTheBound_whenTheConditionIsTakenOut() {
        int caught = 0;
        for (long seed = 0; seed < 60; seed++) {
            RateLimit limit = anyLimit(new SplittableRandom(seed));
            caught += worstExcess(limit, slots(limit, new Careless(), new SplittableRandom(seed))) > 0 ? 1 : 0;
        }
        assertThat(caught).isGreaterThan(50);
    }

    /** Takes every bucket for idle: what a store does whose write has no condition. */
    private static final class Careless implements PermitStore {
        @Override
        public Reservation tryReserve(String bucket, Ask ask) {
            return new Reservation.Taken(ask.now());
        }

        @Override
        public void pause(String bucket, long tat, Instant until) {}

        @Override
        public long peek(String bucket) {
            return 0;
        }

        @Override
        public boolean tryGiveBack(String bucket, long tatBefore, long tatAfter) {
            return true;
        }

        @Override
        public long lastSeen(String bucket) {
            return 0;
        }
    }

    private static List<Long> slots(RateLimit limit, PermitStore store, SplittableRandom random) {
        List<Long> slots = new ArrayList<>();
        long trueTime = Nanos.of(START);
        for (int i = 0; i < 400; i++) {
            trueTime += random.nextLong(3 * limit.intervalNanos() + 1);
            Instant clock = Nanos.toInstant(trueTime + random.nextLong(-SKEW_NANOS / 2, SKEW_NANOS / 2 + 1));
            Ask ask = Ask.of(limit, 1 + random.nextInt(6), Duration.ofSeconds(random.nextInt(20)), clock);
            if (!ask.impossible() && store.tryReserve("b", ask) instanceof Reservation.Taken taken) {
                Schedule schedule = ask.scheduleAfter(taken.tatBefore());
                for (int k = 0; k < schedule.permits(); k++) {
                    // Used at the slot by the callers' own clock, and never before the true moment of the grant.
                    slots.add(Math.max(Nanos.of(schedule.slot(k)), trueTime));
                }
            }
        }
        Collections.sort(slots);
        return slots;
    }

    /** Returns the largest count in any window that starts and ends with a slot, less what the bound allows there. */
    private static double worstExcess(RateLimit limit, List<Long> slots) {
        double worst = Double.NEGATIVE_INFINITY;
        double burst = (double) limit.toleranceNanos() / limit.intervalNanos();
        for (int from = 0; from < slots.size(); from++) {
            for (int to = from; to < slots.size(); to++) {
                double window = slots.get(to) - slots.get(from) + (double) SKEW_NANOS;
                worst = Math.max(worst, (to - from + 1) - burst - window / limit.intervalNanos());
            }
        }
        return worst;
    }

    private static RateLimit anyLimit(SplittableRandom random) {
        return new RateLimit(
                "x",
                1 + random.nextInt(50),
                Duration.ofSeconds(1),
                6 + random.nextInt(20),
                Duration.ZERO,
                Policy.SHARED);
    }
}
