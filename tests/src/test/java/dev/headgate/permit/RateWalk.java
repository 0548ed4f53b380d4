package dev.headgate.permit;

import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Many callers of one bucket, for as long as a test likes: asks of mixed sizes and waits, at every pace, by clocks that
 * jump about within five seconds of the truth, under a limit that is changed now and then and that some callers still know
 * as it was; with ten years of idling, and pauses. Each environment remembers only what it saw itself.
 */
final class RateWalk {
    static final long SKEW_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long TEN_YEARS = Duration.ofDays(3652).toNanos();
    private static final long START = Duration.ofDays(20_780).toNanos();
    private static final int MOST_UNITS = 3_000;

    private final RandomGenerator random;
    private final List<PermitStore> environments;
    private RateLimit before;
    private RateLimit limit;
    private long now = START;
    private long offset;
    private long idles;

    /** The slots as handed out; when they were used by the true time; and when the late ones of them were. */
    final Uses slots = new Uses();

    final Uses used = new Uses();
    final Uses usedLate = new Uses();
    private final boolean changing;
    private long tolerance;
    private long withLateness;
    private long worstWait;

    RateWalk(RandomGenerator random, List<PermitStore> environments) {
        this.random = random;
        this.environments = environments;
        this.limit = Limits.any(random);
        this.before = limit;
        // Since a bucket is converted when its limit changes, units and not time are carried over: LimitChangeTest.
        this.changing = false;
    }

    /** Walks until so many units are granted, or so many asks made. */
    RateWalk walk(int units, int asks) {
        for (int i = 0; i < asks && slots.count() < units; i++) {
            step();
        }
        return this;
    }

    /** Returns the worst excess over each of the three bounds: of the slots, of the uses, of uses as late as allowed. */
    long worstExcess() {
        long exact = slots.worstExcess(tolerance);
        long skewed = used.worstExcess(tolerance + 2 * SKEW_NANOS);
        long late = usedLate.worstExcess(withLateness + 2 * SKEW_NANOS);
        return Math.max(exact, Math.max(skewed, late));
    }

    /** Returns how much later than asked for the last unit of some permit starts; never more than zero. */
    long worstWait() {
        return worstWait;
    }

    private void step() {
        now += pace();
        if (random.nextInt(3) == 0) {
            offset = random.nextLong(-SKEW_NANOS, SKEW_NANOS + 1);
        }
        if (changing && random.nextInt(60) == 0) {
            change();
        }
        if (random.nextInt(200) == 0) {
            long until = now + random.nextLong(Duration.ofMinutes(1).toNanos());
            environment().pause("b", until + limit.toleranceNanos() - limit.intervalNanos(), Nanos.toInstant(until));
        }
        ask(random.nextInt(4) == 0 ? before : limit);
    }

    private PermitStore environment() {
        return environments.get(random.nextInt(environments.size()));
    }

    private long pace() {
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
        before = limit;
        RateLimit other = Limits.any(random);
        limit = random.nextBoolean() ? other : halved();
    }

    private RateLimit halved() {
        long burst = Math.ceilDiv(limit.burst(), 3);
        return new RateLimit(
                "x", Math.ceilDiv(limit.permits(), 2), limit.period(), burst, limit.lateness(), Policy.SHARED);
    }

    private void ask(RateLimit known) {
        long most = Math.min(MOST_UNITS, 2 * known.grantedBurst() + 2);
        int permits = (int) Limits.magnitude(random, most);
        Duration wait = Duration.ofNanos(random.nextBoolean() ? 0 : random.nextLong(40 * known.intervalNanos() + 2));
        Duration bounded = wait.compareTo(PermitRequest.LONGEST_WAIT) > 0 ? PermitRequest.LONGEST_WAIT : wait;
        Ask ask = Ask.of(known, permits, bounded, Nanos.toInstant(now + offset));
        if (!ask.impossible() && environment().tryReserve("b", ask) instanceof Reservation.Taken taken) {
            long last = ask.tatAfter(taken.tatBefore()) - known.toleranceNanos();
            worstWait = Math.max(worstWait, last - ask.now() - bounded.toNanos());
            use(known, ask.scheduleAfter(taken.tatBefore()));
        }
    }

    private void use(RateLimit known, Schedule schedule) {
        long cost = known.intervalNanos();
        long late = known.toleranceNanos() == cost ? 0 : known.lateness().toNanos();
        tolerance = Math.max(tolerance, known.toleranceNanos());
        withLateness = Math.max(withLateness, known.toleranceNanos() + late);
        for (int k = 0; k < schedule.permits(); k++) {
            long slot = Nanos.of(schedule.slot(k));
            slots.add(slot, cost);
            used.add(slot - offset, cost);
            usedLate.add(slot - offset + random.nextLong(late + 1), cost);
        }
    }
}
