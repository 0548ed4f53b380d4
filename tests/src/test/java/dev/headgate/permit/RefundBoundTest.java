package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.permit.Reservation.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What calls really use, in every window of every length, stays within burst + rate × (window + skew), although permits are
 * refunded while others stand in line. The control counts no refunds, and must be caught.
 *
 * <p>Half of the runs are random. The others attack: all that is to be had is taken, and refunded late, when it has been
 * worked off; just before and just after that all that is to be had is taken and used.
 */
class RefundBoundTest {
    private static final long START = Nanos.of(Instant.parse("2026-11-22T19:00:00Z"));
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int SEEDS = 400;

    /** What a refund is turned into before the store sees it. */
    private interface Bending extends BiFunction<Refund, RateLimit, Refund> {}

    @Test
    void use_staysWithinTheBound_inEveryWindow() {
        Tally tally = new Tally();
        for (long seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed, (refund, limit) -> refund);
            assertThat(run.worstExcess()).as("seed %d, %s", seed, run.limit).isLessThanOrEqualTo(0.01);
            tally.add(run);
        }
        assertThat(tally.refunds).as("the law is tried").isGreaterThan(SEEDS);
    }

    @Test
    void use_passesTheBound_whenRefundsAreNotCounted() {
        int caught = 0;
        for (long seed = 1; seed < SEEDS; seed += 2) {
            caught += new Run(seed, RefundBoundTest::uncounted).worstExcess() > 0.01 ? 1 : 0;
        }
        assertThat(caught).as("of %d", SEEDS / 2).isGreaterThan(SEEDS / 8);
    }

    private static Refund uncounted(Refund refund, RateLimit limit) {
        return new Refund(
                refund.now(), refund.cost(), refund.latestTat(), refund.units(), Long.MAX_VALUE / 2, 1, refund.pace());
    }

    private static final class Tally {
        private int refunds;

        void add(Run run) {
            refunds += run.refunds;
        }
    }

    /** A permit of one call, and what that will use. */
    private record Call(Part.Slots slots, long start, long settleAt, int used) {}

    private record Use(long at, long units) {}

    private static final class Run {
        private final InMemoryPermitStore store = new InMemoryPermitStore();
        private final SplittableRandom random;
        private final Bending bending;
        private final RateLimit limit;
        private final boolean attack;
        private final long skew;
        private final List<Call> open = new ArrayList<>();
        private final List<Use> uses = new ArrayList<>();
        private long now = START;
        private int refunds;

        Run(long seed, Bending bending) {
            this.random = new SplittableRandom(seed);
            this.bending = bending;
            this.attack = seed % 2 == 1;
            this.limit = anyLimit();
            this.skew = attack ? 0 : limit.refunds().reach().toNanos() / 4;
            while (now < START + 120 * SECOND) {
                if (attack) {
                    attack(now
                            + 2 * SECOND
                            + random.nextLong(limit.refunds().reach().toNanos()));
                } else {
                    wander();
                }
            }
            settleWhatIsDue(Long.MAX_VALUE);
        }

        private RateLimit anyLimit() {
            long burst = 20 + random.nextLong(40);
            long refund = 2 + random.nextLong(attack ? 8 : burst - 10);
            Duration reach = Duration.ofSeconds((attack ? 6 : 1) + random.nextInt(12));
            Refunds refunds = new Refunds(refund, reach);
            return new RateLimit("x", 2, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED, refunds);
        }

        private void wander() {
            settleWhatIsDue(now);
            int permits = 1 + random.nextInt((int) Math.min(10, limit.grantedBurst()));
            // An ask of several limits may be for a later moment, which the others granted.
            long from = clock() + (random.nextInt(4) == 0 ? random.nextLong(10 * SECOND) : 0);
            Part.Slots slots = ask(permits, from, Duration.ofSeconds(random.nextInt(20)));
            if (slots != null) {
                int used = random.nextBoolean() ? random.nextInt(permits + 1) : permits;
                long start = start(slots);
                long settled =
                        used == 0 ? now + random.nextLong(start - now + SECOND) : start + random.nextLong(20 * SECOND);
                open.add(new Call(slots, start, settled, used));
            }
            now += random.nextLong(SECOND);
        }

        /** What is refunded at the moment has been worked off meanwhile, and was given to others. */
        private void attack(long moment) {
            takeAll(0, moment);
            now = moment;
            takeAll(1, Long.MAX_VALUE);
            settleWhatIsDue(now);
            takeAll(1, Long.MAX_VALUE);
        }

        private void takeAll(int used, long settleAt) {
            Part.Slots slots = ask(1, now, Duration.ZERO);
            while (slots != null) {
                open.add(new Call(slots, start(slots), settleAt, used));
                slots = ask(1, now, Duration.ZERO);
            }
        }

        private Part.@Nullable Slots ask(int permits, long from, Duration maxWait) {
            Ask ask = Ask.of(limit, permits, maxWait, Nanos.toInstant(from));
            if (ask.impossible() || !(store.tryReserve("b", ask) instanceof Taken taken)) {
                return null;
            }
            long before = taken.tatBefore();
            Schedule schedule = ask.togetherAfter(before);
            return new Part.Slots(new Claim("x", null, permits), "b", before, ask.tatAfter(before), schedule);
        }

        private long start(Part.Slots slots) {
            return Math.max(now, Nanos.of(slots.startAt()));
        }

        private void settleWhatIsDue(long until) {
            open.sort(Comparator.comparingLong(Call::settleAt));
            while (!open.isEmpty() && open.getFirst().settleAt() <= until) {
                Call call = open.removeFirst();
                uses.add(new Use(call.start(), call.used()));
                if (until < Long.MAX_VALUE) {
                    settle(call);
                }
            }
        }

        private void settle(Call call) {
            int left = call.slots().claim().permits() - call.used();
            long clock = Math.max(call.settleAt(), now) + random.nextLong(-skew / 2, skew / 2 + 1);
            if (left > 0
                    && Refund.of(limit, call.slots(), left, clock)
                            .filter(refund -> store.tryRefund("b", bending.apply(refund, limit)))
                            .isPresent()) {
                refunds++;
            }
        }

        private long clock() {
            return now + random.nextLong(-skew / 2, skew / 2 + 1);
        }

        /** Returns the most that was used in any window that starts and ends with a call, less what the bound allows. */
        double worstExcess() {
            uses.sort(Comparator.comparingLong(Use::at));
            double worst = Double.NEGATIVE_INFINITY;
            for (int from = 0; from < uses.size(); from++) {
                double units = 0;
                for (int to = from; to < uses.size(); to++) {
                    units += uses.get(to).units();
                    double window = uses.get(to).at() - uses.get(from).at() + (double) skew;
                    worst = Math.max(worst, units - limit.burst() - window / limit.intervalNanos());
                }
            }
            return worst;
        }
    }
}
