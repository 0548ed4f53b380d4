package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;

/**
 * An ask in the numbers of the algorithm, all in nanoseconds (see the package). Pure: the stores turn it into a
 * conditional write, the contract test holds them to it.
 *
 * @param now the moment of the ask, since the epoch
 * @param cost {@code n·T}
 * @param latestBusyTat the largest {@code tat} in front of this ask at which its last unit is still in time
 */
public record Ask(RateLimit limit, int permits, long now, long cost, long latestBusyTat) {
    /** A century: beyond every wait, so that an ask of this cost is impossible; and far from overflow. */
    private static final long MOST_COST = Duration.ofDays(36_600).toNanos();

    /** Returns the ask of {@code permits} units whose last may start up to {@code maxWait} after {@code now}. */
    public static Ask of(RateLimit limit, int permits, Duration maxWait, Instant now) {
        long nowNanos = Nanos.of(now);
        long cost = permits > MOST_COST / limit.intervalNanos() ? MOST_COST : permits * limit.intervalNanos();
        long latest = Math.addExact(nowNanos, maxWait.toNanos()) + limit.toleranceNanos() - cost;
        return new Ask(limit, permits, nowNanos, cost, latest);
    }

    /** Returns whether even an idle bucket's last slot lies beyond the wait: no waiting heals that. */
    public boolean impossible() {
        return latestBusyTat < now;
    }

    /** Returns whether a bucket with this {@code tat} refuses the ask. */
    public boolean refusedAt(long tat) {
        return tat > now && tat > latestBusyTat;
    }

    /** Returns the bucket's {@code tat} after the grant. */
    public long tatAfter(long tatBefore) {
        return Math.max(tatBefore, now) + cost;
    }

    /** Returns the units' slots, given the {@code tat} that stood before the grant. */
    public Schedule scheduleAfter(long tatBefore) {
        long interval = limit.intervalNanos();
        long first = Math.max(tatBefore, now) + interval - limit.toleranceNanos();
        long start = Math.max(now, first);
        long atOnce = Math.clamp((start - first) / interval + 1, 1, permits);
        return new Schedule(Nanos.toInstant(start), (int) atOnce, Duration.ofNanos(interval), permits);
    }

    /**
     * Returns the slot of one call that weighs as much as all the units: when the last of them may start. To the nanosecond,
     * since so much weight, late by less than an interval, would be more than the tolerance allows.
     */
    public Schedule togetherAfter(long tatBefore) {
        long start = Math.max(now, tatAfter(tatBefore) - limit.toleranceNanos());
        return new Schedule(Nanos.toInstant(start), permits, Duration.ofNanos(limit.intervalNanos()), permits);
    }

    /** Returns how much later, in nanoseconds, the same ask would be granted, if nobody else asked. */
    public long excess(long tat) {
        return tat - latestBusyTat;
    }
}
