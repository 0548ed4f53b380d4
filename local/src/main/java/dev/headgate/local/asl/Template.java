package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.jsonata.Bindings;
import dev.headgate.local.asl.jsonata.Expression;
import dev.headgate.local.asl.jsonata.JsonataException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value of a definition with expressions in it. What holds none is kept as it is. */
sealed interface Template {

    /** Returns the value, its expressions evaluated. */
    JsonNode evaluate(Bindings bindings) throws EvaluationException;

    /** Returns the value with all of its expressions compiled; {@code field} is its name in messages of evaluation. */
    static Template parse(String path, String field, JsonNode value) throws UnsupportedDefinitionException {
        return switch (value) {
            case ObjectNode object -> parseObject(path, field, object);
            case ArrayNode array -> parseArray(path, field, array);
            default -> value.isTextual() ? parseText(path, field, value) : new Constant(value);
        };
    }

    private static Template parseObject(String path, String field, ObjectNode object)
            throws UnsupportedDefinitionException {
        Map<String, Template> members = new LinkedHashMap<>();
        for (var member : object.properties()) {
            String name = member.getKey();
            if (name.endsWith(".$")) {
                throw new UnsupportedDefinitionException(
                        path + "/" + name, "is a field of JSONPath, and only JSONata is supported");
            }
            members.put(name, parse(path + "/" + name, field + "/" + name, member.getValue()));
        }
        return members.values().stream().allMatch(Constant.class::isInstance)
                ? new Constant(object)
                : new Members(members);
    }

    private static Template parseArray(String path, String field, ArrayNode array)
            throws UnsupportedDefinitionException {
        List<Template> elements = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            elements.add(parse(path + "[" + i + "]", field + "[" + i + "]", array.get(i)));
        }
        return elements.stream().allMatch(Constant.class::isInstance) ? new Constant(array) : new Elements(elements);
    }

    private static Template parseText(String path, String field, JsonNode value) throws UnsupportedDefinitionException {
        String text = value.textValue();
        if (text.startsWith("{%") != text.endsWith("%}")) {
            throw new UnsupportedDefinitionException(path, "must start with {% and end with %}, got: " + text);
        }
        if (!text.startsWith("{%") || text.length() < 4) {
            return new Constant(value);
        }
        try {
            return new Computed(
                    field,
                    Expression.compile(text.substring(2, text.length() - 2).strip()));
        } catch (JsonataException e) {
            throw new UnsupportedDefinitionException(path, "is not JSONata: " + e.getMessage());
        }
    }

    record Constant(JsonNode value) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) {
            return value;
        }
    }

    record Computed(String field, Expression expression) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) throws EvaluationException {
            try {
                JsonNode result = expression.evaluate(bindings);
                if (result == null) {
                    throw new EvaluationException(field, subject() + " returned nothing (undefined).");
                }
                return result;
            } catch (JsonataException e) {
                throw new EvaluationException(
                        field, subject() + " threw an error during evaluation. " + e.getMessage());
            }
        }

        private String subject() {
            return "The JSONata expression '" + expression.source() + "' specified for the field '" + field + "'";
        }
    }

    record Members(Map<String, Template> members) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) throws EvaluationException {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            for (Map.Entry<String, Template> member : members.entrySet()) {
                object.set(member.getKey(), member.getValue().evaluate(bindings));
            }
            return object;
        }
    }

    record Elements(List<Template> elements) implements Template {
        @Override
        public JsonNode evaluate(Bindings bindings) throws EvaluationException {
            ArrayNode array = JsonNodeFactory.instance.arrayNode(elements.size());
            for (Template element : elements) {
                array.add(element.evaluate(bindings));
            }
            return array;
        }
    }
}
