package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BiFunction;

/** Reads the fields of a resolved mapping by type, and refuses by path what it does not understand. */
final class Fields {

    private final JsonNode tree;
    private final String path;

    Fields(JsonNode tree, String path) {
        this.tree = tree;
        this.path = path;
    }

    /**
     * These fields, if no other is there.
     *
     * @param used what is acted upon here
     * @param inert what knowingly makes no difference on this machine
     * @throws TemplateException naming the first field that is in neither
     */
    Fields only(Set<String> used, Set<String> inert) {
        if (!tree.isObject()) {
            throw new TemplateException(path, "must be a mapping, got: " + tree);
        }
        tree.fieldNames().forEachRemaining(field -> {
            if (!used.contains(field) && !inert.contains(field)) {
                throw new TemplateException(path + "." + field, "this property is not supported on this machine");
            }
        });
        return this;
    }

    String path() {
        return path;
    }

    boolean has(String field) {
        return tree.has(field);
    }

    JsonNode tree(String field) {
        return tree.path(field);
    }

    /** The mapping below, empty where there is none. */
    Fields fields(String field) {
        JsonNode below = tree.path(field);
        return new Fields(below.isMissingNode() ? JsonNodeFactory.instance.objectNode() : below, path + "." + field);
    }

    <T> List<T> list(String field, BiFunction<JsonNode, String, T> reader) {
        List<T> result = new ArrayList<>();
        JsonNode list = tree.path(field);
        if (!list.isMissingNode() && !list.isArray()) {
            throw new TemplateException(path + "." + field, "must be a list, got: " + list);
        }
        for (int i = 0; i < list.size(); i++) {
            result.add(reader.apply(list.get(i), path + "." + field + "[" + i + "]"));
        }
        return result;
    }

    /** A single text or a list of texts. */
    List<String> texts(String field) {
        List<String> result = new ArrayList<>();
        JsonNode value = tree.path(field);
        if (value.isValueNode()) {
            result.add(value.asText());
        }
        value.forEach(element -> result.add(element.asText()));
        return result;
    }

    Map<String, String> textMap(String field) {
        Map<String, String> result = new LinkedHashMap<>();
        tree.path(field).properties().forEach(entry -> {
            if (!entry.getValue().isValueNode()) {
                throw new TemplateException(
                        path + "." + field + "." + entry.getKey(), "must be a single value, got: " + entry.getValue());
            }
            result.put(entry.getKey(), entry.getValue().asText());
        });
        return result;
    }

    Optional<String> text(String field) {
        JsonNode value = tree.path(field);
        if (value.isMissingNode()) {
            return Optional.empty();
        }
        if (!value.isValueNode()) {
            throw new TemplateException(path + "." + field, "must be a single value, got: " + value);
        }
        return Optional.of(value.asText());
    }

    String requireText(String field) {
        return text(field).orElseThrow(() -> new TemplateException(path, "must have the property " + field));
    }

    OptionalInt integer(String field) {
        Optional<String> text = text(field);
        try {
            return text.isPresent() ? OptionalInt.of(Integer.parseInt(text.get())) : OptionalInt.empty();
        } catch (NumberFormatException e) {
            throw new TemplateException(path + "." + field, "must be a whole number, got: " + text.get());
        }
    }

    int integer(String field, int otherwise) {
        return integer(field).orElse(otherwise);
    }

    /** A number. @throws TemplateException if it is absent or none */
    double requireNumber(String field) {
        String text = requireText(field);
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw new TemplateException(path + "." + field, "must be a number, got: " + text);
        }
    }

    Duration seconds(String field, int otherwise) {
        return Duration.ofSeconds(integer(field, otherwise));
    }

    boolean truth(String field, boolean otherwise) {
        return text(field).map(Boolean::parseBoolean).orElse(otherwise);
    }
}
