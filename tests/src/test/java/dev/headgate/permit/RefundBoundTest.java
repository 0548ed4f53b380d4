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
import org.junit.jupiter.api.Test;

/**
 * What calls really use, in every window of every length, stays within burst + rate × (window + skew), although permits are
 * refunded while others stand in line. The controls give back more than the algorithm allows, and must be caught.
 *
 * <p>Half of the runs are random; half play the attack: a line of estimates that are refunded in full, then used in full.
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
        assertThat(caught((refund, limit) -> new Refund(
                        refund.now(), refund.cost(), refund.latestTat(), refund.units(), Long.MAX_VALUE / 2, 1)))
                .isGreaterThan(20);
    }

    @Test
    void use_passesTheBound_whenTheReachHasNoEnd() {
        assertThat(caught((refund, limit) ->
                        new Refund(refund.now(), refund.cost(), Long.MAX_VALUE, refund.units(), Long.MAX_VALUE / 2, 1)))
                .isGreaterThan(40);
    }

    private static int caught(Bending bending) {
        int caught = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            caught += new Run(seed, bending).worstExcess() > 0.01 ? 1 : 0;
        }
        return caught;
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
            this.skew = limit.refunds().reach().toNanos() / 4;
            while (now < START + 120 * SECOND) {
                settleWhatIsDue(now);
                ask();
                now += random.nextLong(attack ? SECOND / 4 : 2 * SECOND);
            }
            settleWhatIsDue(Long.MAX_VALUE);
        }

        private RateLimit anyLimit() {
            long burst = 20 + random.nextLong(40);
            long refund = 2 + random.nextLong(burst - 10);
            Duration reach = Duration.ofSeconds(1 + random.nextInt(12));
            Refunds refunds = new Refunds(refund, reach);
            return new RateLimit("x", 2, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED, refunds);
        }

        private void ask() {
            int permits = 1 + random.nextInt((int) Math.min(10, limit.grantedBurst()));
            long clock = clock();
            // An ask of several limits may be for a later moment, which the others granted.
            long from = random.nextInt(4) == 0 ? clock + random.nextLong(10 * SECOND) : clock;
            Duration maxWait = Duration.ofSeconds(random.nextInt(attack ? 60 : 20));
            Ask ask = Ask.of(limit, permits, maxWait, Nanos.toInstant(from));
            if (!ask.impossible() && store.tryReserve("b", ask) instanceof Taken taken) {
                granted(ask, taken.tatBefore(), permits);
            }
        }

        private void granted(Ask ask, long before, int permits) {
            Schedule schedule = ask.togetherAfter(before);
            Claim claim = new Claim("x", null, permits);
            Part.Slots slots = new Part.Slots(claim, "b", before, ask.tatAfter(before), schedule);
            long start = Math.max(now, Nanos.of(schedule.startAt()));
            // An attacker gives much back for a while, and then uses all that it was granted.
            boolean generous = attack ? (now / SECOND) % 40 < 25 : random.nextBoolean();
            int used = generous ? random.nextInt(permits + 1) : permits;
            long settleAt =
                    used == 0 ? now + random.nextLong(start - now + SECOND) : start + random.nextLong(20 * SECOND);
            open.add(new Call(slots, start, settleAt, used));
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
