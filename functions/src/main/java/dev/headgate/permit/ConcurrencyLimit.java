package dev.headgate.permit;

import dev.headgate.Bounds;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How many calls a downstream takes at the same time: {@code slots}, each lent for {@code lease} at most.
 *
 * @param name what callers ask for, 1 to 128 letters, digits, dots, dashes and underscores
 * @param slots 1 to {@value #MOST_SLOTS}
 * @param lease how long after its start a holder that says nothing keeps its slot, 1 second to 31 days
 * @param overrides keys that have another number of slots
 */
public record ConcurrencyLimit(String name, int slots, Duration lease, Policy policy, Overrides<Integer> overrides)
        implements Limit {
    public static final int MOST_SLOTS = 100_000;
    public static final Duration LONGEST_LEASE = Duration.ofDays(31);

    public ConcurrencyLimit {
        Bounds.name("name", name);
        Bounds.between("slots", slots, 1, MOST_SLOTS);
        Bounds.between("lease", lease, Duration.ofSeconds(1), LONGEST_LEASE);
        overrides.requirePossible(policy, own -> new ConcurrencyLimit(name, own, lease, policy));
    }

    /** All keys have as many slots. */
    public ConcurrencyLimit(String name, int slots, Duration lease, Policy policy) {
        this(name, slots, lease, policy, Overrides.none());
    }

    public ConcurrencyLimit with(Overrides<Integer> other) {
        return new ConcurrencyLimit(name, slots, lease, policy, other);
    }

    @Override
    public ConcurrencyLimit forKey(@Nullable String key) {
        return overrides
                .of(key)
                .map(own -> new ConcurrencyLimit(name, own, lease, policy))
                .orElse(this);
    }

    /** Returns how many are lent at once for now: all, or what a ceiling leaves of them, at least 1. */
    public int slotsNow() {
        return Math.toIntExact(Math.ceilDiv((long) slots * policy.ceiling().percent(), 100L));
    }
}
