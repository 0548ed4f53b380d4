package dev.headgate.dynamodb;

import dev.headgate.permit.Overrides;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The figures that keys have of their own, in a limit's item: {@code overrides}, a map from key to a map of figures. */
final class OverridesItem {
    private static final String NAME = "overrides";

    private OverridesItem() {}

    /** None is an empty map: what keys had before must not stay. */
    static <F> void put(
            Overrides<F> overrides,
            Function<F, Map<String, AttributeValue>> figures,
            Map<String, AttributeValue> item) {
        item.put(
                NAME,
                AttributeValue.fromM(overrides.byKey().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, own -> AttributeValue.fromM(figures.apply(own.getValue()))))));
    }

    /**
     * Returns what keys have of their own. Figures of another type are nobody's: they were left behind by an earlier version
     * of this function, which declared the limit anew as of a type that had no overrides then.
     *
     * @param names the figures that the limit's type has
     */
    static <F> Overrides<F> read(
            Map<String, AttributeValue> item, Set<String> names, Function<Map<String, AttributeValue>, F> figures) {
        return new Overrides<>(Attributes.map(item, NAME).entrySet().stream()
                .filter(own -> own.getValue().m().keySet().equals(names))
                .collect(Collectors.toMap(
                        Map.Entry::getKey, own -> figures.apply(own.getValue().m()))));
    }
}
