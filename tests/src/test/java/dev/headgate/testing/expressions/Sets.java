package dev.headgate.testing.expressions;

import java.util.Collection;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sets of strings and of numbers. */
final class Sets {
    private Sets() {}

    static boolean isSet(AttributeValue value) {
        return value.hasSs() || value.hasNs();
    }

    static AttributeValue union(AttributeValue there, AttributeValue more) {
        AttributeValue all = combined(there, more, Collection::addAll);
        return all == null ? there : all;
    }

    static @Nullable AttributeValue difference(AttributeValue there, AttributeValue less) {
        return combined(there, less, Collection::removeAll);
    }

    private static @Nullable AttributeValue combined(
            AttributeValue one, AttributeValue other, BiConsumer<Collection<String>, Collection<String>> how) {
        if (one.type() != other.type() || !isSet(one)) {
            throw Invalid.request("An operand in the update expression has an incorrect data type");
        }
        TreeSet<String> elements = new TreeSet<>(one.hasSs() ? one.ss() : one.ns());
        how.accept(elements, other.hasSs() ? other.ss() : other.ns());
        if (elements.isEmpty()) {
            return null;
        }
        return one.hasSs()
                ? AttributeValue.fromSs(elements.stream().toList())
                : Values.canonical(AttributeValue.fromNs(elements.stream().toList()));
    }
}
