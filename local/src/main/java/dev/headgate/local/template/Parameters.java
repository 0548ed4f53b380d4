package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks parameter values as CloudFormation does before it makes anything. */
final class Parameters {

    private static final Set<String> TYPES = Set.of("String", "Number", "CommaDelimitedList", "List<Number>");
    private static final Set<String> FIELDS = Set.of(
            "Type",
            "Default",
            "Description",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinValue",
            "MaxValue",
            "MinLength",
            "MaxLength");

    private final ObjectNode declared;

    Parameters(ObjectNode declared) {
        this.declared = declared;
    }

    /**
     * The value of each parameter, given or by default.
     *
     * @throws TemplateException naming the parameter, the bound and the value (a NoEcho value is not shown)
     */
    Map<String, String> values(Map<String, String> given) {
        Set<String> unknown = new TreeSet<>(given.keySet());
        declared.fieldNames().forEachRemaining(unknown::remove);
        if (!unknown.isEmpty()) {
            throw new TemplateException("Parameters", "the template declares no parameter " + unknown);
        }
        Map<String, String> values = new LinkedHashMap<>();
        declared.properties()
                .forEach(entry -> values.put(entry.getKey(), value(entry.getKey(), entry.getValue(), given)));
        return values;
    }

    private static String value(String name, JsonNode declaration, Map<String, String> given) {
        String path = "Parameters." + name;
        requireKnown(path, declaration);
        String value = given.containsKey(name)
                ? given.get(name)
                : declaration.path("Default").asText(null);
        if (value == null) {
            throw new TemplateException(path, "has no default: a value must be given");
        }
        check(path, declaration, value);
        return value;
    }

    private static void requireKnown(String path, JsonNode declaration) {
        declaration.fieldNames().forEachRemaining(field -> {
            if (!FIELDS.contains(field)) {
                throw new TemplateException(path, "the field " + field + " is not supported here");
            }
        });
        String type = declaration.path("Type").asText();
        if (!TYPES.contains(type)) {
            throw new TemplateException(path, "the type '" + type + "' is not supported here");
        }
    }

    private static void check(String path, JsonNode declaration, String value) {
        if (declaration.path("Type").asText().equals("Number")) {
            checkNumber(path, declaration, value);
        }
        checkLength(path, declaration, value);
        JsonNode pattern = declaration.path("AllowedPattern");
        if (pattern.isTextual() && !value.matches(pattern.textValue())) {
            throw refused(path, declaration, "must match " + pattern.textValue(), value);
        }
        JsonNode allowed = declaration.path("AllowedValues");
        if (allowed.isArray()
                && allowed.valueStream().noneMatch(one -> one.asText().equals(value))) {
            throw refused(path, declaration, "must be one of " + allowed, value);
        }
    }

    private static void checkNumber(String path, JsonNode declaration, String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            throw refused(path, declaration, "must be a number", value);
        }
        if (declaration.has("MinValue") && number.compareTo(bound(declaration, "MinValue")) < 0) {
            throw refused(path, declaration, "must be at least " + bound(declaration, "MinValue"), value);
        }
        if (declaration.has("MaxValue") && number.compareTo(bound(declaration, "MaxValue")) > 0) {
            throw refused(path, declaration, "must be at most " + bound(declaration, "MaxValue"), value);
        }
    }

    private static void checkLength(String path, JsonNode declaration, String value) {
        if (value.length() < declaration.path("MinLength").asInt(0)) {
            throw refused(
                    path, declaration, "must have at least " + bound(declaration, "MinLength") + " characters", value);
        }
        if (value.length() > declaration.path("MaxLength").asInt(Integer.MAX_VALUE)) {
            throw refused(
                    path, declaration, "must have at most " + bound(declaration, "MaxLength") + " characters", value);
        }
    }

    private static BigDecimal bound(JsonNode declaration, String field) {
        return new BigDecimal(declaration.path(field).asText());
    }

    private static TemplateException refused(String path, JsonNode declaration, String rule, String value) {
        String shown = declaration.path("NoEcho").asBoolean() ? "(not shown)" : value;
        String why = declaration.path("ConstraintDescription").asText("");
        return new TemplateException(path, rule + ", got: " + shown + (why.isEmpty() ? "" : " (" + why + ")"));
    }
}
