package dev.headgate.permit;

import dev.headgate.permit.Reservation.Outdated;
import dev.headgate.permit.Reservation.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Many callers of one limit that sets units aside for refunds and is changed now and then: permits of one call and paced ones
 * are cancelled, or settled with less or with more, when their calls have been made, by clocks that differ. Now and then an
 * attack: all that is to be had is taken, and refunded late, when it has been worked off; just before and just after that all
 * that is to be had is taken and used.
 */
final class RefundWalk {
    private static final long START = Duration.ofDays(20_780).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    /** Clocks differ by less than twice that: no more than half of the shortest reach. */
    private static final long SKEW = SECOND;

    private static final int SHORTEST_REACH_SECONDS = 4;
    private static final int MOST_CHANGES = 5;

    private final RandomGenerator random;
    private final PermitStore store;
    private final RateBuckets buckets;
    private final List<RateLimit> limits = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final Eras used = new Eras();
    private long now = START;
    private long attackEnd;
    private int refunded;

    /** A permit that is not yet corrected, what its call uses, and when that is told. */
    private record Open(Part.Slots slots, int uses, long settleAt) {}

    RefundWalk(RandomGenerator random, PermitStore store) {
        this.random = random;
        this.store = store;
        this.buckets = new RateBuckets(store);
        put();
    }

    RefundWalk walk(int steps) {
        for (int i = 0; i < steps; i++) {
            step();
        }
        return this;
    }

    /** Returns by how many nanoseconds what was really used passes the bound in the worst of all windows. */
    long worstExcess() {
        return used.worstCost(2 * SKEW, false);
    }

    /** Returns how many units were given back. */
    int refunded() {
        return refunded;
    }

    int changes() {
        return limits.size() - 1;
    }

    private void step() {
        now += random.nextLong(SECOND);
        if (random.nextInt(80) == 0 && changes() < MOST_CHANGES) {
            put();
        }
        if (attackEnd == 0 && random.nextInt(20) == 0) {
            attackEnd = now
                    + 2 * SECOND
                    + random.nextLong(limits.getLast().refunds().reach().toNanos());
            takeAll(false, attackEnd);
        }
        if (attackEnd > 0 && now >= attackEnd) {
            takeAll(true, Long.MAX_VALUE);
            settleWhatIsDue();
            takeAll(true, Long.MAX_VALUE);
            attackEnd = 0;
        }
        settleWhatIsDue();
        if (attackEnd == 0) {
            wander();
        }
    }

    private void put() {
        long burst = 20 + random.nextLong(40);
        Refunds refunds = new Refunds(
                random.nextInt(5) == 0 ? 0 : 2 + random.nextLong(burst - 10),
                Duration.ofSeconds(SHORTEST_REACH_SECONDS + random.nextInt(12)));
        RateLimit next = new RateLimit(
                        "x", 1 + random.nextInt(8), Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED, refunds)
                .with(new RateOptions(0, 1, Overrides.none(), limits.size(), 0));
        if (limits.stream().noneMatch(one -> Pace.of(one).sameAs(Pace.of(next)))) {
            limits.add(next);
            used.begin(next);
        }
    }

    /** The limit as it is, or as it was for some who have not heard of it yet. */
    private RateLimit known() {
        boolean late = changes() > 0 && random.nextInt(4) == 0;
        return late ? limits.get(limits.size() - 2) : limits.getLast();
    }

    private void wander() {
        RateLimit limit = known();
        int permits = 1 + random.nextInt((int) Math.min(10, limit.grantedBurst()));
        int uses = random.nextBoolean() ? random.nextInt(2 * permits + 1) : permits;
        Duration wait = Duration.ofSeconds(random.nextInt(4));
        ask(limit, Pace.of(limit), permits, random.nextBoolean(), wait, offset(), uses, random.nextLong(8 * SECOND));
    }

    private void takeAll(boolean use, long settleAt) {
        RateLimit limit = limits.getLast();
        boolean granted = true;
        while (granted) {
            granted = ask(limit, Pace.of(limit), 1, false, Duration.ZERO, 0, use ? 1 : 0, settleAt - now);
        }
    }

    private boolean ask(
            RateLimit limit,
            Pace pace,
            int permits,
            boolean paced,
            Duration wait,
            long offset,
            int uses,
            long settled) {
        Ask ask = Ask.of(limit, pace, Priority.HIGH, permits, wait, Nanos.toInstant(now + offset));
        if (ask.impossible() || (!paced && ask.cost() > ask.tolerance())) {
            return false;
        }
        return switch (store.tryReserve("x", ask)) {
            case Taken taken -> {
                use(ask, paced, taken.tatBefore(), offset, uses, settled);
                yield true;
            }
            case Outdated newer -> ask(limit, newer.pace(), permits, paced, wait, offset, uses, settled);
            case Reservation.Refused _ -> false;
        };
    }

    /** A call that is made is told of once it has been; one that is not may be given up before its slot. */
    private void use(Ask ask, boolean paced, long before, long offset, int uses, long settled) {
        Schedule schedule = paced ? ask.scheduleAfter(before) : ask.togetherAfter(before);
        long last = now;
        for (int k = 0; k < Math.min(uses, ask.permits()); k++) {
            last = Nanos.of(schedule.slot(k)) - offset;
            used.use(last, ask.pace());
        }
        Claim claim = new Claim("x", null, ask.permits());
        Part.Slots slots = new Part.Slots(claim, "x", before, ask.tatAfter(before), schedule);
        if (uses != ask.permits()) {
            open.add(new Open(slots, uses, last + settled));
        }
    }

    private void settleWhatIsDue() {
        List<Open> due = open.stream()
                .filter(permit -> permit.settleAt() <= now)
                .sorted(Comparator.comparingLong(Open::settleAt))
                .toList();
        open.removeAll(due);
        due.forEach(this::settle);
    }

    private void settle(Open permit) {
        int left = permit.slots().claim().permits() - permit.uses();
        if (left < 0) {
            buckets.charge(permit.slots(), -left);
        } else if (buckets.tryRefund(known(), permit.slots(), left, Nanos.toInstant(now + offset()))) {
            refunded += left;
        }
    }

    private long offset() {
        return random.nextLong(-SKEW, SKEW + 1);
    }
}
