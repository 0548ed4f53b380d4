package dev.headgate.testing.expressions;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * What a request's placeholders stand for.
 *
 * @param ignored which conditions count as if they held: {@code tat <= :now}, {@code attribute_not_exists(id)}
 */
record Scope(Map<String, String> names, Map<String, AttributeValue> values, Predicate<String> ignored) {
    Scope(Map<String, String> names, Map<String, AttributeValue> values, Predicate<String> ignored) {
        this.names = names;
        this.ignored = ignored;
        this.values = values.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, value -> Values.canonical(value.getValue())));
    }

    String name(String written) {
        if (!written.startsWith("#")) {
            return written;
        }
        String name = names.get(written);
        if (name == null) {
            throw Invalid.request(
                    "An expression attribute name used in the document path is not defined; name: " + written);
        }
        return name;
    }

    AttributeValue value(String placeholder) {
        AttributeValue value = values.get(placeholder);
        if (value == null) {
            throw Invalid.request(
                    "An expression attribute value used in expression is not defined; value: " + placeholder);
        }
        return value;
    }

    /** DynamoDB refuses a request that defines what it does not use. */
    void requireUsed(Set<String> placeholders) {
        Set<String> unused = new HashSet<>(names.keySet());
        unused.addAll(values.keySet());
        unused.removeAll(placeholders);
        if (!unused.isEmpty()) {
            throw Invalid.request("Value unused in expressions: keys: " + unused);
        }
    }
}
