package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.jsonata.Bindings;
import org.jspecify.annotations.Nullable;

/** A field that holds a number or a text, or an expression for one. */
record Value(String field, Template template) {

    /** The longest time that the language knows, in seconds: about three years. */
    static final long MAX_SECONDS = 99_999_999;

    /** Returns the field's value, or null where there is none; a literal is checked at once. */
    static @Nullable Value whole(Fields fields, String name, long least, long most)
            throws UnsupportedDefinitionException {
        Value value = parse(fields, name);
        if (value != null
                && value.template instanceof Template.Constant(JsonNode literal)
                && !fits(literal, least, most)) {
            throw fields.refusal(
                    name, "must be a whole number between " + least + " and " + most + " or JSONata, got: " + literal);
        }
        return value;
    }

    /** Returns the field's value, or null where there is none; a literal is a text. */
    static @Nullable Value text(Fields fields, String name) throws UnsupportedDefinitionException {
        Value value = parse(fields, name);
        if (value != null && value.template instanceof Template.Constant(JsonNode literal) && !literal.isTextual()) {
            throw fields.refusal(name, "must be a text, got: " + literal);
        }
        return value;
    }

    /** Returns the field's value, or null where there is none; a literal is a number up to {@code most}. */
    static @Nullable Value number(Fields fields, String name, double most) throws UnsupportedDefinitionException {
        Value value = parse(fields, name);
        if (value != null
                && value.template instanceof Template.Constant(JsonNode literal)
                && !(literal.isNumber() && literal.doubleValue() >= 0 && literal.doubleValue() <= most)) {
            throw fields.refusal(name, "must be a number between 0 and " + most + " or JSONata, got: " + literal);
        }
        return value;
    }

    private static @Nullable Value parse(Fields fields, String name) throws UnsupportedDefinitionException {
        JsonNode node = fields.take(name);
        if (node == null) {
            return null;
        }
        if (node.isContainerNode()) {
            throw fields.refusal(name, "must be a single value, got: " + node);
        }
        return new Value(name, Template.parse(fields.path(name), name, node));
    }

    private static boolean fits(JsonNode node, long least, long most) {
        return node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= least
                && node.longValue() <= most;
    }

    long whole(Bindings bindings, long least, long most) throws EvaluationException {
        JsonNode result = template.evaluate(bindings);
        if (!fits(result, least, most)) {
            throw new EvaluationException(
                    field,
                    "The field '" + field + "' must be a whole number between " + least + " and " + most + ", got: "
                            + result);
        }
        return result.longValue();
    }

    double number(Bindings bindings, double most) throws EvaluationException {
        JsonNode result = template.evaluate(bindings);
        if (!result.isNumber() || result.doubleValue() < 0 || result.doubleValue() > most) {
            throw new EvaluationException(
                    field, "The field '" + field + "' must be a number between 0 and " + most + ", got: " + result);
        }
        return result.doubleValue();
    }

    String text(Bindings bindings) throws EvaluationException {
        JsonNode result = template.evaluate(bindings);
        if (!result.isTextual()) {
            throw new EvaluationException(field, "The field '" + field + "' must be a text, got: " + result);
        }
        return result.textValue();
    }
}
