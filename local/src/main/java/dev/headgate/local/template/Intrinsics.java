package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves CloudFormation's intrinsic functions in a tree.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html">
 *     Intrinsic function reference</a>
 */
final class Intrinsics {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Pattern PLACE = Pattern.compile("\\$\\{(!?)([^}]*)\\}");

    private final Scope scope;

    Intrinsics(Scope scope) {
        this.scope = scope;
    }

    /** The tree with every function resolved; what is {@code AWS::NoValue} is left out of it. */
    JsonNode resolve(JsonNode tree, String path) {
        return value(tree, path).orElseThrow(() -> new TemplateException(path, "AWS::NoValue cannot stand here"));
    }

    private Optional<JsonNode> value(JsonNode tree, String path) {
        if (tree.isArray()) {
            return Optional.of(list(tree, path));
        }
        if (!tree.isObject()) {
            return Optional.of(tree);
        }
        if (tree.size() == 1) {
            String name = tree.fieldNames().next();
            if (name.equals("Ref") || name.startsWith("Fn::")) {
                return call(name, tree.get(name), path + "." + name);
            }
            if (name.equals("Condition") && tree.get(name).isTextual()) {
                return Optional.of(
                        NODES.booleanNode(scope.condition(tree.get(name).textValue(), path)));
            }
        }
        return Optional.of(object(tree, path));
    }

    private ObjectNode object(JsonNode tree, String path) {
        ObjectNode result = NODES.objectNode();
        tree.properties()
                .forEach(field -> value(field.getValue(), path + "." + field.getKey())
                        .ifPresent(value -> result.set(field.getKey(), value)));
        return result;
    }

    private ArrayNode list(JsonNode tree, String path) {
        ArrayNode result = NODES.arrayNode();
        for (int i = 0; i < tree.size(); i++) {
            value(tree.get(i), path + "[" + i + "]").ifPresent(result::add);
        }
        return result;
    }

    private Optional<JsonNode> call(String name, JsonNode argument, String path) {
        if (name.equals("Ref") && argument.asText().equals("AWS::NoValue")) {
            return Optional.empty();
        }
        if (name.equals("Fn::If")) {
            JsonNode three = arguments(argument, 3, path);
            return value(three.get(scope.condition(three.get(0).asText(), path) ? 1 : 2), path);
        }
        return Optional.of(
                switch (name) {
                    case "Ref" -> scope.ref(argument.asText(), path);
                    case "Fn::GetAtt" -> attribute(argument, path);
                    case "Fn::Sub" -> substitute(argument, path);
                    case "Fn::Join" -> join(arguments(argument, 2, path), path);
                    case "Fn::Select" -> select(arguments(argument, 2, path), path);
                    case "Fn::Split" -> split(arguments(argument, 2, path), path);
                    case "Fn::FindInMap" -> findInMap(arguments(argument, 3, path), path);
                    case "Fn::Equals" -> areEqual(arguments(argument, 2, path), path);
                    case "Fn::Not" ->
                        NODES.booleanNode(
                                !truth(arguments(argument, 1, path), path).getFirst());
                    case "Fn::And" -> NODES.booleanNode(!truth(argument, path).contains(false));
                    case "Fn::Or" -> NODES.booleanNode(truth(argument, path).contains(true));
                    default -> throw new TemplateException(path, name + " is not supported here");
                });
    }

    private JsonNode attribute(JsonNode argument, String path) {
        JsonNode pair = arguments(argument, 2, path);
        return scope.attribute(pair.get(0).asText(), text(pair.get(1), path), path);
    }

    private JsonNode substitute(JsonNode argument, String path) {
        JsonNode variables = argument.isArray() ? object(argument.path(1), path) : NODES.objectNode();
        String template = argument.isArray() ? argument.path(0).asText() : argument.asText();
        return NODES.textNode(PLACE.matcher(template).replaceAll(match -> {
            String name = match.group(2).strip();
            String value = match.group(1).isEmpty() ? place(name, variables, path) : "${" + name + "}";
            return Matcher.quoteReplacement(value);
        }));
    }

    private String place(String name, JsonNode variables, String path) {
        if (variables.has(name)) {
            return scalar(variables.get(name), path);
        }
        int dot = name.indexOf('.');
        return scalar(
                dot < 0
                        ? scope.ref(name, path)
                        : scope.attribute(name.substring(0, dot), name.substring(dot + 1), path),
                path);
    }

    private JsonNode join(JsonNode arguments, String path) {
        List<String> parts = new ArrayList<>();
        resolve(arguments.get(1), path).forEach(part -> parts.add(scalar(part, path)));
        return NODES.textNode(String.join(arguments.get(0).asText(), parts));
    }

    private JsonNode select(JsonNode arguments, String path) {
        JsonNode list = resolve(arguments.get(1), path);
        int index = Integer.parseInt(text(arguments.get(0), path));
        if (!list.has(index)) {
            throw new TemplateException(path, "index must be between 0 and " + (list.size() - 1) + ", got: " + index);
        }
        return list.get(index);
    }

    private JsonNode split(JsonNode arguments, String path) {
        ArrayNode parts = NODES.arrayNode();
        for (String part : text(arguments.get(1), path)
                .split(Pattern.quote(arguments.get(0).asText()), -1)) {
            parts.add(part);
        }
        return parts;
    }

    private JsonNode findInMap(JsonNode arguments, String path) {
        return scope.mapping(
                text(arguments.get(0), path), text(arguments.get(1), path), text(arguments.get(2), path), path);
    }

    private JsonNode areEqual(JsonNode arguments, String path) {
        return NODES.booleanNode(text(arguments.get(0), path).equals(text(arguments.get(1), path)));
    }

    private List<Boolean> truth(JsonNode conditions, String path) {
        List<Boolean> values = new ArrayList<>();
        resolve(conditions, path).forEach(condition -> values.add(condition.asBoolean()));
        return values;
    }

    private String text(JsonNode tree, String path) {
        return scalar(resolve(tree, path), path);
    }

    private static String scalar(JsonNode value, String path) {
        if (!value.isValueNode()) {
            throw new TemplateException(path, "must be a single value, got: " + value);
        }
        return value.asText();
    }

    private static JsonNode arguments(JsonNode argument, int count, String path) {
        if (!argument.isArray() || argument.size() != count) {
            throw new TemplateException(path, "must have " + count + " arguments, got: " + argument);
        }
        return argument;
    }
}
