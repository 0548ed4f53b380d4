package dev.headgate.permit;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Looks at the buckets of RATE limits and moves them, other than by an ask. */
final class RateBuckets {
    private final PermitStore store;

    RateBuckets(PermitStore store) {
        this.store = store;
    }

    /** Moves all of a key's buckets so that none starts a call before {@code until}. */
    void pause(RateLimit limit, @Nullable String key, Instant until) {
        for (Shard shard : Shard.of(limit, key)) {
            store.pause(shard.bucket(), Pace.of(shard.share()), until);
        }
    }

    /** Returns whether all of the key's buckets are as they were before their last pause. */
    boolean resume(RateLimit limit, @Nullable String key) {
        boolean resumed = true;
        for (Shard shard : Shard.of(limit, key)) {
            resumed &= store.tryResume(shard.bucket());
        }
        return resumed;
    }

    /** @param rate what is known of the rate, if it follows */
    BucketState peek(RateLimit limit, @Nullable String key, @Nullable FollowedRate rate, Instant now) {
        return Shard.of(limit, key).stream()
                .map(shard -> BucketState.of(shard.share(), store.peek(shard.bucket()), now))
                .reduce((one, other) -> one.and(other))
                .map(all -> all.of(limit, rate))
                .orElseThrow();
    }

    void giveBack(Part.Slots slots) {
        store.tryGiveBack(slots.bucket(), slots.tatBefore(), slots.tatAfter());
    }

    /**
     * Returns whether units that were not used could be given to others: all of them if nobody has reserved since, else
     * what the limit has set aside for that. False for a bucket that the limit has no more.
     */
    boolean tryRefund(RateLimit limit, Part.Slots slots, long units, Instant now) {
        return Shard.of(limit, slots.claim().key()).stream()
                .filter(shard -> shard.bucket().equals(slots.bucket()))
                .findFirst()
                .map(shard -> tryRefundTo(shard.share(), slots, units, now))
                .orElse(false);
    }

    private boolean tryRefundTo(RateLimit limit, Part.Slots slots, long units, Instant now) {
        if (limit.refunds().burst() == 0) {
            long left = slots.tatAfter() - units * slots.schedule().interval().toNanos();
            return store.tryGiveBack(slots.bucket(), left, slots.tatAfter());
        }
        return Refund.of(limit, slots, units, Nanos.of(now))
                .filter(refund -> store.tryRefund(slots.bucket(), refund))
                .isPresent();
    }

    /** Charges units that were used without having been asked for. */
    void charge(Part.Slots slots, long units) {
        long cost = Ask.cost(units, slots.schedule().interval().toNanos());
        store.charge(slots.bucket(), slots.tatAfter(), cost);
    }
}
