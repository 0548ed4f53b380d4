package dev.headgate.local.asl.jsonata;

import com.dashjoin.jsonata.Jsonata;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON trees as JSONata sees them, and back. A tree that comes back as it went is the same object. */
public final class Values {
    /** The largest whole number that a double, JSONata's only number, holds without a gap below it. */
    private static final double LARGEST_EXACT = 9_007_199_254_740_992d;

    private Values() {}

    /** Returns a tree as a value of JSONata; a missing node is undefined, which is Java's null. */
    public static @Nullable Object view(@Nullable JsonNode node) {
        return switch (node) {
            case null -> null;
            case ObjectNode object -> new ObjectView(object);
            case ArrayNode array -> new ArrayView(array);
            default -> scalar(node);
        };
    }

    private static @Nullable Object scalar(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.textValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case NULL -> Jsonata.NULL_VALUE;
            case MISSING -> null;
            default -> throw new IllegalArgumentException("not JSON: " + node.getNodeType());
        };
    }

    private static Number number(JsonNode node) {
        if (node.isInt()) {
            return node.intValue();
        }
        return node.isLong() ? (Number) node.longValue() : narrow(node.doubleValue());
    }

    /** A whole number is an int where it fits: the library tells 3 from 3.0, JSONata does not. */
    static Number narrow(double value) {
        if (value != Math.rint(value) || Math.abs(value) > LARGEST_EXACT) {
            return value;
        }
        long whole = (long) value;
        return whole == (int) whole ? (Number) (int) whole : (Number) whole;
    }

    /**
     * Returns the tree of a value that is not undefined.
     *
     * @throws JsonataException if it is a function or holds one
     */
    static JsonNode tree(@Nullable Object value) throws JsonataException {
        return switch (value) {
            case null -> NullNode.instance;
            case String text -> TextNode.valueOf(text);
            case Boolean flag -> BooleanNode.valueOf(flag);
            case Number number -> numberTree(number);
            case ObjectView view -> view.node();
            case ArrayView view when view.unchanged() -> view.node();
            case Map<?, ?> map -> objectTree(map);
            case List<?> list -> arrayTree(list);
            default -> otherTree(value);
        };
    }

    @SuppressWarnings("ReferenceEquality") // The library's null is one object.
    private static JsonNode otherTree(Object value) throws JsonataException {
        if (value == Jsonata.NULL_VALUE) {
            return NullNode.instance;
        }
        throw new JsonataException("The result holds a function, which is not JSON.");
    }

    private static JsonNode numberTree(Number value) {
        Number number = value instanceof Integer || value instanceof Long ? value : narrow(value.doubleValue());
        return switch (number) {
            case Integer whole -> IntNode.valueOf(whole);
            case Long whole -> LongNode.valueOf(whole);
            default -> DoubleNode.valueOf(number.doubleValue());
        };
    }

    private static JsonNode objectTree(Map<?, ?> map) throws JsonataException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            object.set(String.valueOf(entry.getKey()), tree(entry.getValue()));
        }
        return object;
    }

    private static JsonNode arrayTree(List<?> list) throws JsonataException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode(list.size());
        for (Object element : list) {
            array.add(tree(element));
        }
        return array;
    }
}
