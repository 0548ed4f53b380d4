package dev.headgate.permit;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One bucket of a limit.
 *
 * @param share what it may grant of the limit: the shares of all shards together are the limit
 */
record Shard(RateLimit share, String bucket) {

    /** Returns the buckets of a key. */
    static List<Shard> of(RateLimit limit, @Nullable String key) {
        return of(limit, key, shares(limit));
    }

    /** Returns the buckets of a key with these {@link #shares}. */
    static List<Shard> of(RateLimit limit, @Nullable String key, List<RateLimit> shares) {
        String bucket = limit.bucket(key);
        return IntStream.range(0, shares.size())
                .mapToObj(index -> new Shard(shares.get(index), index == 0 ? bucket : bucket + '%' + index))
                .toList();
    }

    /** Returns what each of the limit's shards may grant: whole parts of its permits and burst, or the limit itself. */
    static List<RateLimit> shares(RateLimit limit) {
        int count = limit.options().shards();
        return count == 1
                ? List.of(limit)
                : IntStream.range(0, count)
                        .mapToObj(index -> share(limit, index))
                        .toList();
    }

    private static RateLimit share(RateLimit limit, int index) {
        int count = limit.options().shards();
        long permits = part(limit.permits(), count, index);
        Flow flow = limit.options().flow();
        RateOptions options = limit.options()
                .withShards(1)
                .withOverrides(Overrides.none())
                .at(flow == null ? null : flow.share((double) permits / limit.permits()));
        Refunds refunds =
                new Refunds(limit.refunds().burst() / count, limit.refunds().reach());
        return new RateLimit(
                limit.name(),
                permits,
                limit.period(),
                part(limit.burst(), count, index),
                limit.lateness(),
                limit.policy(),
                refunds,
                options);
    }

    private static long part(long whole, int count, int index) {
        return whole / count + (index < whole % count ? 1 : 0);
    }
}
