package dev.headgate.dynamodb;

import dev.headgate.permit.Nanos;
import dev.headgate.permit.RateOptions;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The options of a RATE limit in its item: {@code reservePercent}, {@code shards}, {@code emptiedAt},
 * {@link OverridesItem}'s and {@link AdaptiveItem}'s.
 */
final class RateOptionsItem {
    private RateOptionsItem() {}

    static void put(RateOptions options, Map<String, AttributeValue> item) {
        item.put("reservePercent", Attributes.number(options.reservePercent()));
        item.put("shards", Attributes.number(options.shards()));
        OverridesItem.put(options.overrides(), RateOptionsItem::own, item);
        item.put("emptiedAt", Attributes.number(options.emptiedAt()));
        AdaptiveItem.put(options.adaptive(), item);
    }

    static RateOptions read(Map<String, AttributeValue> item) {
        return new RateOptions(
                        (int) Attributes.number(item, "reservePercent", 0),
                        (int) Attributes.number(item, "shards", 1),
                        OverridesItem.read(item, Set.of("permits", "burst"), RateOptionsItem::own),
                        version(item),
                        Attributes.number(item, "emptiedAt", 0))
                .following(AdaptiveItem.read(item).orElse(null));
    }

    /**
     * Returns since when the buckets of a limit count as empty that was {@code before} and is {@code item} now: since now if
     * they were divided anew, by shards or keys, as they were otherwise. Empty if that is what the item says.
     */
    static Optional<AttributeValue> emptiedAt(Map<String, AttributeValue> before, Map<String, AttributeValue> item) {
        boolean divided = !before.isEmpty()
                && (Attributes.number(before, "shards", 1) != Attributes.number(item, "shards", 1)
                        || !Objects.equals(before.get("perKey"), item.get("perKey")));
        return divided ? Optional.empty() : Optional.of(Attributes.number(Attributes.number(before, "emptiedAt", 0)));
    }

    /** Returns when the limit, or its ceiling, was put last: of two who know it differently, the later is right. */
    static long version(Map<String, AttributeValue> item) {
        String changedAt = Attributes.string(item, "changedAt", "");
        long declared = changedAt.isEmpty() ? 0 : Nanos.of(Instant.parse(changedAt));
        return Math.max(declared, Attributes.number(item, LimitItem.CEILING_AT, 0));
    }

    private static Map<String, AttributeValue> own(RateOptions.OwnRate of) {
        return Map.of("permits", Attributes.number(of.permits()), "burst", Attributes.number(of.burst()));
    }

    private static RateOptions.OwnRate own(Map<String, AttributeValue> of) {
        return new RateOptions.OwnRate(Attributes.number(of, "permits", 1), Attributes.number(of, "burst", 1));
    }
}
