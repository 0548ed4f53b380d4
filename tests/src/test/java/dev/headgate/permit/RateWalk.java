package dev.headgate.permit;

import dev.headgate.permit.Reservation.Outdated;
import dev.headgate.permit.Reservation.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Many callers of one bucket, for as long as a test likes: asks of mixed sizes, waits and priorities, at every pace, by clocks
 * that jump about within five seconds of the truth, under a limit that is changed now and then and that some callers still
 * know as it was; permits that are given back, cancelled, or settled with less or with more than was asked; ten years of
 * idling, pauses, and pauses taken back. Each environment remembers only what it saw itself.
 */
final class RateWalk {
    static final long SKEW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long TEN_YEARS = Duration.ofDays(3652).toNanos();
    private static final long START = Duration.ofDays(20_780).toNanos();
    private static final int MOST_UNITS = 3_000;
    private static final int MOST_CHANGES = 5;

    private final RandomGenerator random;
    private final List<PermitStore> environments;
    private final List<RateLimit> limits = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private long now = START;
    private long offset;
    /** Whether all clocks are true, and all see the whole burst. */
    private final boolean agreed;

    private long idles;
    private int granted;
    private int corrected;

    /** The slots as handed out; when they were used by the true time; and when the late ones of them were. */
    private final Eras slots = new Eras();

    private final Eras used = new Eras();
    private final Eras usedLate = new Eras();
    private long worstWait = Long.MIN_VALUE;

    /** A permit whose cost is known to be another than was asked, and not yet told. */
    private record Open(Ask ask, long tatBefore, int usedUnits) {
        long tatAfter() {
            return ask.tatAfter(tatBefore);
        }
    }

    RateWalk(RandomGenerator random, List<PermitStore> environments) {
        this.random = random;
        this.environments = environments;
        this.agreed = random.nextInt(3) == 0;
        put(Limits.any(random));
    }

    /** Walks until so many units are granted, or so many asks made. */
    RateWalk walk(int units, int asks) {
        for (int i = 0; i < asks && granted < units; i++) {
            step();
        }
        return this;
    }

    /** Returns the worst excess over each of the bounds: of the slots, of the uses, of uses as late as allowed. */
    long worstExcess() {
        long exact = Math.max(slots.worstCost(0, false), agreed ? slots.worstNumber() : Long.MIN_VALUE);
        long skewed = used.worstCost(2 * SKEW_NANOS, false);
        long late = usedLate.worstCost(2 * SKEW_NANOS, true);
        return Math.max(exact, Math.max(skewed, late));
    }

    /** Returns how much later than asked for the last unit of some permit starts; never more than zero. */
    long worstWait() {
        return worstWait;
    }

    int granted() {
        return granted;
    }

    /** Returns how many permits were given back or settled, as far as the store let them. */
    int corrected() {
        return corrected;
    }

    int changes() {
        return limits.size() - 1;
    }

    private void step() {
        now += pace();
        if (!agreed && random.nextInt(3) == 0) {
            offset = random.nextLong(-SKEW_NANOS, SKEW_NANOS + 1);
        }
        if (random.nextInt(100) == 0 && changes() < MOST_CHANGES) {
            change();
        }
        if (random.nextInt(200) == 0) {
            long until = now + random.nextLong(Duration.ofMinutes(1).toNanos());
            environment().pause("b", Pace.of(known()), Nanos.toInstant(until));
        }
        if (random.nextInt(200) == 0) {
            environment().tryResume("b");
        }
        if (!open.isEmpty() && random.nextInt(3) == 0) {
            correct(open.remove(random.nextInt(open.size())));
        }
        ask(known());
    }

    private PermitStore environment() {
        return environments.get(random.nextInt(environments.size()));
    }

    /** The limit as it is, or as it was for some who have not heard of it yet. */
    private RateLimit known() {
        boolean late = limits.size() > 1 && random.nextInt(4) == 0;
        return late ? limits.get(limits.size() - 2) : limits.getLast();
    }

    private long pace() {
        RateLimit limit = limits.getLast();
        long interval = limit.intervalNanos();
        return switch (random.nextInt(12)) {
            case 0, 1, 2 -> 0;
            case 3, 4 -> random.nextLong(interval / 10 + 2);
            case 5, 6, 7 -> random.nextLong(3 * interval);
            case 8, 9 -> random.nextLong(limit.toleranceNanos() + 2);
            case 10 -> interval;
            default -> random.nextInt(200) == 0 && idles++ < 5 ? TEN_YEARS : random.nextLong(1_000_000_000);
        };
    }

    private void change() {
        RateLimit other = random.nextBoolean() ? Limits.any(random) : scaled(limits.getLast());
        boolean differs = limits.stream().noneMatch(one -> Pace.of(one).sameAs(Pace.of(other)));
        if (differs) {
            takeAll();
            put(other);
            takeAll();
        }
    }

    /** Half of the time, what is to be had at once, a unit at a time and as far as it goes: a change must not bring more. */
    private void takeAll() {
        if (random.nextBoolean()) {
            return;
        }
        PermitStore store = environment();
        for (int before = -1, most = 50; before < granted && most > 0; most--) {
            before = granted;
            ask(store, limits.getLast(), Pace.of(limits.getLast()), Priority.HIGH, 1, Duration.ZERO);
        }
    }

    /** As a rate is changed that follows a downstream, and as an owner raises or lowers a burst. */
    private RateLimit scaled(RateLimit limit) {
        long permits = Math.clamp(limit.permits() * (5 + random.nextInt(8)) / 8, 1, 1_000_000);
        long longest =
                Duration.ofDays(3650).toNanos() / Math.ceilDiv(limit.period().toNanos(), permits);
        long burst = Math.clamp(limit.burst() * (1 + random.nextInt(16)) / 8, 1, Math.min(5_000, longest));
        return new RateLimit("x", permits, limit.period(), burst, limit.lateness(), Policy.SHARED);
    }

    private void put(RateLimit limit) {
        RateLimit next = limit.with(new RateOptions(0, 1, Overrides.none(), limits.size(), 0));
        limits.add(next);
        List.of(slots, used, usedLate).forEach(eras -> eras.begin(next));
    }

    private void ask(RateLimit known) {
        int most = (int) Math.min(MOST_UNITS, 2 * known.grantedBurst() + 2);
        int permits = (int) Limits.magnitude(random, most);
        long wait = random.nextBoolean() ? 0 : random.nextLong(40 * known.intervalNanos() + 2);
        Duration bounded = Duration.ofNanos(Math.min(wait, PermitRequest.LONGEST_WAIT.toNanos()));
        Priority priority = !agreed && random.nextInt(6) == 0 ? Priority.LOW : Priority.HIGH;
        ask(environment(), known, Pace.of(known), priority, permits, bounded);
    }

    private void ask(PermitStore store, RateLimit known, Pace pace, Priority priority, int permits, Duration wait) {
        Ask ask = Ask.of(known, pace, priority, permits, wait, Nanos.toInstant(now + offset));
        if (ask.impossible()) {
            return;
        }
        switch (store.tryReserve("b", ask)) {
            case Taken taken -> use(ask, wait, taken.tatBefore());
            case Outdated newer -> ask(store, known, newer.pace(), priority, permits, wait);
            case Reservation.Refused _ -> {}
        }
    }

    private void use(Ask ask, Duration wait, long tatBefore) {
        Schedule schedule = ask.scheduleAfter(tatBefore);
        worstWait = Math.max(worstWait, Nanos.of(schedule.last()) - ask.now() - wait.toNanos());
        granted += ask.permits();
        Open permit = new Open(ask, tatBefore, ask.permits());
        if (random.nextInt(4) == 0) {
            permit = new Open(ask, tatBefore, random.nextInt(2 * ask.permits()));
            open.add(permit);
        }
        for (int k = 0; k < Math.min(permit.usedUnits(), ask.permits()); k++) {
            use(ask.pace(), Nanos.of(schedule.slot(k)));
        }
    }

    private void use(Pace pace, long slot) {
        slots.use(slot, pace);
        used.use(slot - offset, pace);
        usedLate.use(slot - offset + random.nextLong(usedLate.latenessOf(pace) + 1), pace);
    }

    /** What a call used beyond what it asked for is charged, and what it left is given back if nobody has reserved since. */
    private void correct(Open permit) {
        int left = permit.ask().permits() - permit.usedUnits();
        long cost = Math.abs(left) * permit.ask().pace().interval();
        PermitStore store = environment();
        if (left >= 0) {
            corrected += store.tryGiveBack("b", permit.tatAfter() - cost, permit.tatAfter()) ? 1 : 0;
        } else {
            store.charge("b", permit.tatAfter(), cost);
            corrected++;
        }
    }
}
