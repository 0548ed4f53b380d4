package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.ConcurrencyLimit;
import dev.headgate.permit.Limit;
import dev.headgate.permit.Overrides;
import dev.headgate.permit.Policy;
import dev.headgate.permit.Policy.OnOutage;
import dev.headgate.permit.QuotaLimit;
import dev.headgate.permit.RateLimit;
import dev.headgate.permit.RateOptions;
import dev.headgate.permit.Refunds;
import dev.headgate.permit.Window;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The properties of {@code Custom::HeadgateLimit}. Those of another type than the limit's are refused by name. */
final class LimitProperties {
    private static final List<String> OF_ALL =
            List.of("Name", "Type", "PerKey", "Shadow", "OnOutage", "NearPercent", "Overrides", "Adjuster");
    private static final Set<String> OF_CONCURRENCY = with("Slots", "LeaseSeconds");
    private static final Set<String> OF_RATE = with(
            "Permits",
            "LatenessMillis",
            "PeriodSeconds",
            "Burst",
            "RefundBurst",
            "RefundReachSeconds",
            "ReservePercent",
            "Shards",
            "Adaptive");
    private static final Set<String> OF_QUOTA = with("Permits", "LatenessMillis", "Window", "TimeZone");

    private LimitProperties() {}

    /** @throws InvalidRequestException naming the property, its bound and the value */
    static Limit read(Map<String, Object> values) {
        String type = String.valueOf(values.getOrDefault("Type", "RATE"));
        return switch (type) {
            case "RATE" -> rate(new Properties(values, OF_RATE));
            case "QUOTA" -> quota(new Properties(values, OF_QUOTA));
            case "CONCURRENCY" -> concurrency(new Properties(values, OF_CONCURRENCY));
            default -> throw new InvalidRequestException("Type must be RATE, QUOTA or CONCURRENCY, got: " + type);
        };
    }

    private static RateLimit rate(Properties properties) {
        RateLimit limit = new RateLimit(
                properties.text("Name"),
                properties.whole("Permits"),
                Duration.ofSeconds(properties.whole("PeriodSeconds", 1)),
                properties.whole("Burst"),
                lateness(properties),
                policy(properties),
                refunds(properties));
        return limit.with(options(properties));
    }

    private static Refunds refunds(Properties properties) {
        return new Refunds(
                properties.whole("RefundBurst", 0),
                Duration.ofSeconds(properties.whole("RefundReachSeconds", Refunds.DEFAULT_REACH.toSeconds())));
    }

    private static RateOptions options(Properties properties) {
        return RateOptions.NONE
                .withReserve(properties.wholeInt("ReservePercent", 0))
                .withShards(properties.wholeInt("Shards", 1))
                .withOverrides(overrides(
                        properties,
                        Set.of("Permits", "Burst"),
                        own -> new RateOptions.OwnRate(own.whole("Permits"), own.whole("Burst"))))
                .following(AdaptiveProperties.read(properties).orElse(null));
    }

    private static QuotaLimit quota(Properties properties) {
        return new QuotaLimit(
                properties.text("Name"),
                properties.whole("Permits"),
                properties.oneOf("Window", Window.class),
                zone(properties.text("TimeZone", "UTC")),
                lateness(properties),
                policy(properties),
                overrides(properties, Set.of("Permits"), own -> own.whole("Permits")));
    }

    private static ConcurrencyLimit concurrency(Properties properties) {
        return new ConcurrencyLimit(
                properties.text("Name"),
                properties.wholeInt("Slots"),
                Duration.ofSeconds(properties.whole("LeaseSeconds")),
                policy(properties),
                overrides(properties, Set.of("Slots"), own -> own.wholeInt("Slots")));
    }

    /** @param known what a key may have of its own in a limit of this type */
    private static <F> Overrides<F> overrides(
            Properties properties, Set<String> known, Function<Properties, F> figures) {
        return new Overrides<>(properties.maps("Overrides", known).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, own -> figures.apply(own.getValue()))));
    }

    private static ZoneId zone(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw new InvalidRequestException(
                    "TimeZone must be a zone of the IANA data base, such as Europe/Berlin, got: " + id);
        }
        return ZoneId.of(id);
    }

    private static Duration lateness(Properties properties) {
        return Duration.ofMillis(properties.whole("LatenessMillis", RateLimit.DEFAULT_LATENESS.toMillis()));
    }

    private static Policy policy(Properties properties) {
        return new Policy(
                properties.yes("PerKey"),
                properties.yes("Shadow"),
                properties.oneOf("OnOutage", OnOutage.DENY),
                properties.wholeInt("NearPercent", Policy.DEFAULT_NEAR_PERCENT));
    }

    private static Set<String> with(String... more) {
        Set<String> all = new HashSet<>(OF_ALL);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }
}
