package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;

/**
 * An ask in the numbers of the algorithm, all in nanoseconds (see the package). Pure: the stores turn it into a
 * conditional write, the contract test holds them to it.
 *
 * @param now the moment of the ask, since the epoch
 * @param cost {@code n·T}
 * @param idle a bucket whose {@code tat} is not later than this is as one that was never asked: now, or as long as the
 *     limit's buckets count as empty, the end of that
 * @param latestBusyTat the largest {@code tat} in front of this ask at which its last unit is still in time, and of a rate
 *     that follows its first one near
 * @param tolerance the part of {@code τ} that the ask's priority sees
 */
public record Ask(
        RateLimit limit, int permits, long now, long idle, long cost, long latestBusyTat, Pace pace, long tolerance) {
    /** A century: beyond every wait, so that an ask of this cost is impossible; and far from overflow. */
    private static final long MOST_COST = Duration.ofDays(36_600).toNanos();

    /** Returns the ask of {@code permits} units whose last may start up to {@code maxWait} after {@code now}. */
    public static Ask of(RateLimit limit, int permits, Duration maxWait, Instant now) {
        return of(limit, Pace.of(limit), Priority.HIGH, permits, maxWait, now);
    }

    /** Returns the ask of a priority, in the terms that the bucket is counted in. */
    static Ask of(RateLimit limit, Pace pace, Priority priority, int permits, Duration maxWait, Instant now) {
        long nowNanos = Nanos.of(now);
        long emptyUntil = limit.options().emptiedAt() + pace.tolerance();
        long cost = cost(permits, pace.interval());
        long tolerance = RateLimit.tolerance(pace, limit.options(), priority);
        long latest = Math.addExact(nowNanos, maxWait.toNanos()) + tolerance - cost;
        long near = limit.line(pace)
                .map(line -> nowNanos + line + tolerance - pace.interval())
                .orElse(latest);
        return new Ask(
                limit,
                permits,
                nowNanos,
                Math.max(nowNanos, emptyUntil),
                cost,
                Math.min(latest, near),
                pace,
                tolerance);
    }

    /** Returns the nanoseconds that the units cost, a century at most. */
    static long cost(long units, long intervalNanos) {
        return units > MOST_COST / intervalNanos ? MOST_COST : units * intervalNanos;
    }

    /** Returns whether even an idle bucket's last slot lies beyond the wait: no waiting heals that. */
    public boolean impossible() {
        return latestBusyTat < now;
    }

    /** Returns whether the limit was changed since, as a bucket tells by what it is counted in. */
    public boolean isOlderThan(Pace counted) {
        return counted.version() > pace.version();
    }

    /** Returns whether a bucket with this {@code tat} refuses the ask. */
    public boolean refusedAt(long tat) {
        return Math.max(tat, idle) > Math.max(now, latestBusyTat);
    }

    /** Returns the bucket's {@code tat} after the grant. */
    public long tatAfter(long tatBefore) {
        return Math.max(tatBefore, idle) + cost;
    }

    /** Returns the units' slots, to the nanosecond, given the {@code tat} that stood before the grant. */
    public Schedule scheduleAfter(long tatBefore) {
        long interval = pace.interval();
        long first = Math.max(tatBefore, idle) + interval - tolerance;
        long start = Math.max(now, first);
        long atOnce = (start - first) / interval + 1;
        return atOnce >= permits
                ? Schedule.atOnce(Nanos.toInstant(start), Duration.ofNanos(interval), permits)
                : new Schedule(
                        Nanos.toInstant(start),
                        (int) atOnce,
                        Nanos.toInstant(first + atOnce * interval),
                        Duration.ofNanos(interval),
                        permits);
    }

    /**
     * Returns the slot of one call that weighs as much as all the units: when the last of them may start. To the nanosecond,
     * since so much weight, late by less than an interval, would be more than the tolerance allows.
     */
    public Schedule togetherAfter(long tatBefore) {
        long start = Math.max(now, tatAfter(tatBefore) - tolerance);
        return Schedule.atOnce(Nanos.toInstant(start), Duration.ofNanos(pace.interval()), permits);
    }

    /** Returns how much later, in nanoseconds, the same ask would be granted, if nobody else asked. */
    public long excess(long tat) {
        return Math.max(tat, idle) - latestBusyTat;
    }
}
