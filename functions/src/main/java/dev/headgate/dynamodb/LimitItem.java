package dev.headgate.dynamodb;

import dev.headgate.permit.Ceiling;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Limit;
import dev.headgate.permit.Policy;
import dev.headgate.permit.Policy.OnOutage;
import dev.headgate.permit.QuotaLimit;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.Refunds;
import dev.headgate.permit.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * A limit as an item: {@code name} (key), {@code type}, {@code perKey}, {@code shadow}, {@code onOutage},
 * {@code nearPercent}, {@code changedAt}, {@code overrides} (see
 * {@link OverridesItem}), and what its type has. RATE: {@code permits}, {@code periodSeconds},
 * {@code burst}, {@code latenessMillis}, {@code refundBurst}, {@code refundReachSeconds} and those of
 * {@link RateOptionsItem}. QUOTA: {@code permits}, {@code window}, {@code zone}, {@code latenessMillis}. CONCURRENCY:
 * {@code slots}, {@code leaseSeconds}. The adjuster puts {@code ceilingPercent}, {@code mapConcurrency} and
 * {@code ceilingAt} (nanoseconds since the epoch) beside that, by its settings {@code adjuster} (see
 * {@link AdjusterSettingsItem}).
 */
final class LimitItem {
    static final String CEILING_PERCENT = "ceilingPercent";
    static final String MAP_CONCURRENCY = "mapConcurrency";
    static final String CEILING_AT = "ceilingAt";
    static final String ADJUSTER = "adjuster";

    private static final String PERMITS = "permits";
    private static final String SLOTS = "slots";

    /** What a limit loses that follows no alarms; the moment of the ceiling stays, as the lifting is later. */
    static final List<String> OF_THE_ADJUSTER = List.of(ADJUSTER, CEILING_PERCENT, MAP_CONCURRENCY);

    private LimitItem() {}

    /** Returns the item without its key. */
    static Map<String, AttributeValue> of(Limit limit, Instant now) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("changedAt", Attributes.string(now.toString()));
        putPolicy(limit.policy(), item);
        switch (limit) {
            case RateLimit rate -> putRate(rate, item);
            case QuotaLimit quota -> putQuota(quota, item);
            case ConcurrencyLimit slots -> putConcurrency(slots, item);
        }
        return item;
    }

    /** @throws IllegalStateException if the item's type is not known here: another version of this function wrote it */
    static Limit read(String name, Map<String, AttributeValue> item) {
        String type = Attributes.string(item, "type", "RATE");
        return switch (type) {
            case "RATE" -> rate(name, item);
            case "QUOTA" -> quota(name, item);
            case "CONCURRENCY" -> concurrency(name, item);
            default -> throw new IllegalStateException("limit %s has the unknown type %s".formatted(name, type));
        };
    }

    private static void putPolicy(Policy policy, Map<String, AttributeValue> item) {
        item.put("perKey", Attributes.bool(policy.perKey()));
        item.put("shadow", Attributes.bool(policy.shadow()));
        item.put("onOutage", Attributes.string(policy.onOutage().name()));
        item.put("nearPercent", Attributes.number(policy.nearPercent()));
    }

    private static Policy policy(Map<String, AttributeValue> item) {
        return new Policy(
                Attributes.yes(item, "perKey"),
                Attributes.yes(item, "shadow"),
                OnOutage.valueOf(Attributes.string(item, "onOutage", OnOutage.DENY.name())),
                (int) Attributes.number(item, "nearPercent", Policy.DEFAULT_NEAR_PERCENT),
                ceiling(item));
    }

    private static Ceiling ceiling(Map<String, AttributeValue> item) {
        int concurrency = (int) Attributes.number(item, MAP_CONCURRENCY, 0);
        return new Ceiling(
                (int) Attributes.number(item, CEILING_PERCENT, Ceiling.NONE.percent()),
                concurrency == 0 ? null : concurrency);
    }

    private static void putRate(RateLimit limit, Map<String, AttributeValue> item) {
        item.put("type", Attributes.string("RATE"));
        item.put(PERMITS, Attributes.number(limit.permits()));
        item.put("periodSeconds", Attributes.number(limit.period().toSeconds()));
        item.put("burst", Attributes.number(limit.burst()));
        item.put("latenessMillis", Attributes.number(limit.lateness().toMillis()));
        item.put("refundBurst", Attributes.number(limit.refunds().burst()));
        item.put("refundReachSeconds", Attributes.number(limit.refunds().reach().toSeconds()));
        RateOptionsItem.put(limit.options(), item);
    }

    private static void putConcurrency(ConcurrencyLimit limit, Map<String, AttributeValue> item) {
        item.put("type", Attributes.string("CONCURRENCY"));
        item.put(SLOTS, Attributes.number(limit.slots()));
        item.put("leaseSeconds", Attributes.number(limit.lease().toSeconds()));
        OverridesItem.put(limit.overrides(), own -> Map.of(SLOTS, Attributes.number(own)), item);
    }

    private static ConcurrencyLimit concurrency(String name, Map<String, AttributeValue> item) {
        return new ConcurrencyLimit(
                name,
                slots(item),
                Duration.ofSeconds(Attributes.number(item, "leaseSeconds", 0)),
                policy(item),
                OverridesItem.read(item, Set.of(SLOTS), LimitItem::slots));
    }

    private static int slots(Map<String, AttributeValue> item) {
        return (int) Attributes.number(item, SLOTS, 0);
    }

    private static RateLimit rate(String name, Map<String, AttributeValue> item) {
        RateLimit limit = new RateLimit(
                name,
                permits(item),
                Duration.ofSeconds(Attributes.number(item, "periodSeconds", 1)),
                Attributes.number(item, "burst", 1),
                lateness(item),
                policy(item),
                refunds(item));
        return limit.with(RateOptionsItem.read(item));
    }

    private static Refunds refunds(Map<String, AttributeValue> item) {
        return new Refunds(
                Attributes.number(item, "refundBurst", 0),
                Duration.ofSeconds(Attributes.number(item, "refundReachSeconds", Refunds.DEFAULT_REACH.toSeconds())));
    }

    private static void putQuota(QuotaLimit limit, Map<String, AttributeValue> item) {
        item.put("type", Attributes.string("QUOTA"));
        item.put(PERMITS, Attributes.number(limit.permits()));
        item.put("window", Attributes.string(limit.window().name()));
        item.put("zone", Attributes.string(limit.zone().getId()));
        item.put("latenessMillis", Attributes.number(limit.lateness().toMillis()));
        OverridesItem.put(limit.overrides(), own -> Map.of(PERMITS, Attributes.number(own)), item);
    }

    private static QuotaLimit quota(String name, Map<String, AttributeValue> item) {
        return new QuotaLimit(
                name,
                permits(item),
                Window.valueOf(Attributes.string(item, "window", "")),
                ZoneId.of(Attributes.string(item, "zone", "UTC")),
                lateness(item),
                policy(item),
                OverridesItem.read(item, Set.of(PERMITS), LimitItem::permits));
    }

    private static long permits(Map<String, AttributeValue> item) {
        return Attributes.number(item, PERMITS, 0);
    }

    private static Duration lateness(Map<String, AttributeValue> item) {
        return Duration.ofMillis(Attributes.number(item, "latenessMillis", RateLimit.DEFAULT_LATENESS.toMillis()));
    }
}
