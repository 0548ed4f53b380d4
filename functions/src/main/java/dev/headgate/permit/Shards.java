package dev.headgate.permit;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The shards of limits; what each may grant is worked out anew only when its limit has changed. */
final class Shards {
    private final Map<String, Divided> known = new ConcurrentHashMap<>();

    private record Divided(RateLimit limit, List<RateLimit> shares) {}

    /** Returns the buckets of a key. Of an undivided limit there is nothing to remember, nor to compare at each ask. */
    List<Shard> of(RateLimit limit, @Nullable String key) {
        return limit.options().shards() == 1 ? Shard.of(limit, key) : Shard.of(limit, key, shares(limit));
    }

    private List<RateLimit> shares(RateLimit limit) {
        Divided last = known.get(limit.name());
        if (last != null && last.limit().equals(limit)) {
            return last.shares();
        }
        Divided divided = new Divided(limit, Shard.shares(limit));
        known.put(limit.name(), divided);
        return divided.shares();
    }
}
