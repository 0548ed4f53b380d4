package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A bucket as it stands, for those who only look.
 *
 * @param available how many units could start now
 * @param nextAt when one more unit could start; not before now
 * @param waiting how many units are granted whose slot lies in the future
 * @param rate what is known of its rate, where it follows the downstream
 */
public record BucketState(
        RateLimit limit,
        long available,
        Instant nextAt,
        long waiting,
        @Nullable FollowedRate rate) implements LimitState {

    /** A bucket whose rate does not follow. */
    BucketState(RateLimit limit, long available, Instant nextAt, long waiting) {
        this(limit, available, nextAt, waiting, null);
    }

    static BucketState of(RateLimit limit, long tat, Instant now) {
        long nowNanos = Nanos.of(now);
        long interval = limit.intervalNanos();
        long room = nowNanos + limit.toleranceNanos() - Math.max(tat, nowNanos);
        Schedule next = Ask.of(limit, 1, Duration.ZERO, now).scheduleAfter(tat);
        return new BucketState(
                limit, Math.max(0, room / interval), next.startAt(), Math.max(0, Math.ceilDiv(-room, interval)));
    }

    /** Returns both together: of the next slot the earlier one. */
    BucketState and(BucketState other) {
        Instant next = other.nextAt.isBefore(nextAt) ? other.nextAt : nextAt;
        return new BucketState(limit, available + other.available, next, waiting + other.waiting, rate);
    }

    /** Returns the state as one of the whole limit, in its declared figures. */
    BucketState of(RateLimit whole, @Nullable FollowedRate known) {
        return new BucketState(whole, available, nextAt, waiting, known);
    }
}
