package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Which events a rule is for. Fields must all match; a field matches if one of its values does. Understood are texts,
 * {@code prefix}, {@code anything-but} a text or texts, and {@code anything-but} a {@code prefix}.
 *
 * @see <a href="https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html">Comparison
 *     operators</a>
 */
public final class EventPattern {
    private final Predicate<JsonNode> matcher;

    private EventPattern(Predicate<JsonNode> matcher) {
        this.matcher = matcher;
    }

    /**
     * Returns the pattern.
     *
     * @throws TemplateException naming the first field that is not understood here
     */
    static EventPattern of(JsonNode pattern, String path) {
        return new EventPattern(object(pattern, path));
    }

    /** Returns whether the rule is for this event. */
    public boolean matches(JsonNode event) {
        return matcher.test(event);
    }

    private static Predicate<JsonNode> object(JsonNode pattern, String path) {
        if (!pattern.isObject() || pattern.isEmpty()) {
            throw new TemplateException(path, "must be a mapping with at least one field, got: " + pattern);
        }
        Map<String, Predicate<JsonNode>> fields = new LinkedHashMap<>();
        if (pattern.has("$or")) {
            throw new TemplateException(path, "$or is not supported on this machine");
        }
        pattern.properties()
                .forEach(field -> fields.put(field.getKey(), field(field.getValue(), path + "." + field.getKey())));
        return event ->
                fields.entrySet().stream().allMatch(field -> field.getValue().test(event.path(field.getKey())));
    }

    private static Predicate<JsonNode> field(JsonNode pattern, String path) {
        if (pattern.isObject()) {
            return object(pattern, path);
        }
        if (!pattern.isArray() || pattern.isEmpty()) {
            throw new TemplateException(path, "must be a list of values, got: " + pattern);
        }
        Predicate<String> any = StreamSupport.stream(pattern.spliterator(), false)
                .map(value -> value(value, path))
                .reduce(Predicate::or)
                .orElseThrow();
        return event -> texts(event).anyMatch(any);
    }

    private static Predicate<String> value(JsonNode value, String path) {
        if (value.isTextual()) {
            return value.textValue()::equals;
        }
        if (value.size() == 1 && value.path("prefix").isTextual()) {
            String prefix = value.path("prefix").textValue();
            return text -> text.startsWith(prefix);
        }
        if (value.size() == 1 && value.has("anything-but")) {
            return anythingBut(value.path("anything-but"), path + ".anything-but");
        }
        throw new TemplateException(path, "this value is not supported on this machine: " + value);
    }

    private static Predicate<String> anythingBut(JsonNode excluded, String path) {
        if (!excluded.isArray()) {
            return value(excluded, path).negate();
        }
        return StreamSupport.stream(excluded.spliterator(), false)
                .map(value -> value(value, path).negate())
                .reduce(Predicate::and)
                .orElseThrow(() -> new TemplateException(path, "must have a value, got: " + excluded));
    }

    /** The texts of a field; one that is a list matches if one of its elements does. */
    private static Stream<String> texts(JsonNode field) {
        return field.isArray()
                ? StreamSupport.stream(field.spliterator(), false)
                        .filter(JsonNode::isTextual)
                        .map(JsonNode::textValue)
                : Stream.of(field).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }
}
