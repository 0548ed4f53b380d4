package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The fields of one object of a definition: each is taken by name, and what nobody took is refused in the end. */
final class Fields {
    private static final Set<String> JSON_PATH = Set.of(
            "InputPath",
            "OutputPath",
            "ResultPath",
            "ResultSelector",
            "Parameters",
            "Result",
            "ItemsPath",
            "SecondsPath",
            "TimestampPath",
            "TimeoutSecondsPath",
            "HeartbeatSecondsPath",
            "MaxConcurrencyPath",
            "MaxItemsPath",
            "MaxItemsPerBatchPath",
            "MaxInputBytesPerBatchPath",
            "ToleratedFailureCountPath",
            "ToleratedFailurePercentagePath",
            "ErrorPath",
            "CausePath",
            "Variable",
            "And",
            "Or",
            "Not");

    private final String path;
    private final ObjectNode object;
    private final Set<String> taken = new HashSet<>();

    private Fields(String path, ObjectNode object) {
        this.path = path;
        this.object = object;
    }

    static Fields of(String path, JsonNode node) throws UnsupportedDefinitionException {
        if (node instanceof ObjectNode object) {
            return new Fields(path, object);
        }
        throw new UnsupportedDefinitionException(path.isEmpty() ? "/" : path, "must be an object, got: " + node);
    }

    String path() {
        return path;
    }

    String path(String name) {
        return path + "/" + name;
    }

    boolean has(String name) {
        return object.has(name);
    }

    UnsupportedDefinitionException refusal(String name, String problem) {
        return new UnsupportedDefinitionException(path(name), problem);
    }

    /** Returns a field, or null where there is none. */
    @Nullable
    JsonNode take(String name) {
        taken.add(name);
        return object.get(name);
    }

    JsonNode need(String name) throws UnsupportedDefinitionException {
        JsonNode value = take(name);
        if (value == null) {
            throw refusal(name, "is missing");
        }
        return value;
    }

    String text(String name) throws UnsupportedDefinitionException {
        JsonNode value = need(name);
        if (!value.isTextual() || value.textValue().isEmpty()) {
            throw refusal(name, "must be a text, got: " + value);
        }
        return value.textValue();
    }

    @Nullable
    String textOrNull(String name) throws UnsupportedDefinitionException {
        return has(name) ? text(name) : null;
    }

    Fields object(String name) throws UnsupportedDefinitionException {
        return of(path(name), need(name));
    }

    List<Fields> objects(String name) throws UnsupportedDefinitionException {
        JsonNode value = need(name);
        if (!value.isArray() || value.isEmpty()) {
            throw refusal(name, "must be an array with at least one element, got: " + value);
        }
        List<Fields> elements = new ArrayList<>();
        for (int i = 0; i < value.size(); i++) {
            elements.add(of(path(name) + "[" + i + "]", value.get(i)));
        }
        return elements;
    }

    List<String> texts(String name) throws UnsupportedDefinitionException {
        JsonNode value = need(name);
        List<String> texts = new ArrayList<>();
        for (JsonNode element : value) {
            if (!element.isTextual()) {
                throw refusal(name, "must be an array of texts, got: " + value);
            }
            texts.add(element.textValue());
        }
        if (!value.isArray() || texts.isEmpty()) {
            throw refusal(name, "must be an array of texts with at least one element, got: " + value);
        }
        return texts;
    }

    boolean flag(String name) throws UnsupportedDefinitionException {
        JsonNode value = take(name);
        if (value != null && !value.isBoolean()) {
            throw refusal(name, "must be true or false, got: " + value);
        }
        return value != null && value.booleanValue();
    }

    long whole(String name, long otherwise, long least, long most) throws UnsupportedDefinitionException {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw refusal(name, "must be a whole number between " + least + " and " + most + ", got: " + value);
        }
        return value.longValue();
    }

    double number(String name, double otherwise, double least) throws UnsupportedDefinitionException {
        JsonNode value = take(name);
        if (value == null) {
            return otherwise;
        }
        if (!value.isNumber() || value.doubleValue() < least) {
            throw refusal(name, "must be a number of at least " + least + ", got: " + value);
        }
        return value.doubleValue();
    }

    Set<java.util.Map.Entry<String, JsonNode>> members() {
        return object.properties();
    }

    /** Takes the comment, and refuses what nobody has taken. */
    void end() throws UnsupportedDefinitionException {
        JsonNode comment = take("Comment");
        if (comment != null && !comment.isTextual()) {
            throw refusal("Comment", "must be a text, got: " + comment);
        }
        for (var member : object.properties()) {
            if (!taken.contains(member.getKey())) {
                throw refusal(member.getKey(), problem(member.getKey()));
            }
        }
    }

    private static String problem(String name) {
        boolean jsonPath = JSON_PATH.contains(name) || name.endsWith(".$");
        return jsonPath
                ? "is a field of JSONPath, and only JSONata is supported"
                : "is not known or not supported here";
    }
}
