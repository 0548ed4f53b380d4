package dev.headgate.dynamodb;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values, made and read. */
final class Attributes {
    private Attributes() {}

    static AttributeValue string(String value) {
        return AttributeValue.fromS(value);
    }

    static AttributeValue number(long value) {
        return AttributeValue.fromN(Long.toString(value));
    }

    static AttributeValue decimal(double value) {
        return AttributeValue.fromN(BigDecimal.valueOf(value).toPlainString());
    }

    static AttributeValue bool(boolean value) {
        return AttributeValue.fromBool(value);
    }

    /** Returns the text, or {@code otherwise} where the item or the attribute is not there. */
    static String string(@Nullable Map<String, AttributeValue> item, String name, String otherwise) {
        AttributeValue value = item == null ? null : item.get(name);
        return value == null || value.s() == null ? otherwise : value.s();
    }

    /** Returns the text, or null where the attribute is not there. */
    static @Nullable String text(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? null : value.s();
    }

    /** Returns the map, an empty one where the attribute is not there. */
    static Map<String, AttributeValue> map(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? Map.of() : value.m();
    }

    /** Returns the list, an empty one where the attribute is not there. */
    static List<AttributeValue> list(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value == null ? List.of() : value.l();
    }

    /** Returns whether the attribute is there and true. */
    static boolean yes(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        return value != null && Boolean.TRUE.equals(value.bool());
    }

    /** Returns the number, or {@code otherwise} where the item or the attribute is not there. */
    static long number(@Nullable Map<String, AttributeValue> item, String name, long otherwise) {
        AttributeValue value = item == null ? null : item.get(name);
        return value == null || value.n() == null ? otherwise : Long.parseLong(value.n());
    }

    /** Returns the decimal number, or {@code otherwise} where the attribute is not there. */
    static double decimal(Map<String, AttributeValue> item, String name, double otherwise) {
        AttributeValue value = item.get(name);
        return value == null || value.n() == null ? otherwise : Double.parseDouble(value.n());
    }
}
