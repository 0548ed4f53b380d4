package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.adaptive.AdaptiveSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What few RATE limits need.
 *
 * @param reservePercent the share of the burst that only asks of priority HIGH may use, 0 to 90
 * @param shards into how many buckets the limit is divided, 1 to {@value #MOST_SHARDS}
 * @param overrides keys that have a rate of their own
 * @param version when the limit or its ceiling was put last, nanoseconds since the epoch; 0 for one that never changes
 * @param emptiedAt when its buckets were last divided anew, nanoseconds since the epoch; 0 if never. They count as empty
 *     then, since nobody knows what was used of them
 * @param adaptive how the rate follows the downstream; null where it does not
 * @param flow the rate in force instead of the declared one, for a limit that follows
 */
public record RateOptions(
        int reservePercent,
        int shards,
        Overrides<OwnRate> overrides,
        long version,
        long emptiedAt,
        @Nullable AdaptiveSettings adaptive,
        @Nullable Flow flow) {
    public static final int MOST_SHARDS = 64;
    public static final RateOptions NONE = new RateOptions(0, 1, Overrides.none(), 0, 0);

    /** A key's own figures, in the limit's period. */
    public record OwnRate(long permits, long burst) {}

    /** The declared rate holds. */
    public RateOptions(int reservePercent, int shards, Overrides<OwnRate> overrides, long version, long emptiedAt) {
        this(reservePercent, shards, overrides, version, emptiedAt, null, null);
    }

    public RateOptions {
        Bounds.between("reservePercent", reservePercent, 0, 90);
        Bounds.between("shards", shards, 1, MOST_SHARDS);
    }

    public RateOptions withReserve(int percent) {
        return new RateOptions(percent, shards, overrides, version, emptiedAt, adaptive, flow);
    }

    public RateOptions withShards(int count) {
        return new RateOptions(reservePercent, count, overrides, version, emptiedAt, adaptive, flow);
    }

    public RateOptions withOverrides(Overrides<OwnRate> of) {
        return new RateOptions(reservePercent, shards, of, version, emptiedAt, adaptive, flow);
    }

    public RateOptions putAt(Instant now) {
        return new RateOptions(reservePercent, shards, overrides, Nanos.of(now), emptiedAt, adaptive, flow);
    }

    public RateOptions emptiedAt(Instant moment) {
        return new RateOptions(reservePercent, shards, overrides, version, Nanos.of(moment), adaptive, flow);
    }

    public RateOptions following(@Nullable AdaptiveSettings settings) {
        return new RateOptions(reservePercent, shards, overrides, version, emptiedAt, settings, flow);
    }

    RateOptions at(@Nullable Flow inForce) {
        return new RateOptions(reservePercent, shards, overrides, version, emptiedAt, adaptive, inForce);
    }
}
