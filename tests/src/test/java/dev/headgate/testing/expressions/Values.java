package dev.headgate.testing.expressions;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Attribute values: what they are equal to, how they are ordered, what can be done with them. */
final class Values {
    private Values() {}

    /** Returns the value with each number in one form and each set in one order, so that equal ones are equal. */
    static AttributeValue canonical(AttributeValue value) {
        return switch (value.type()) {
            case N -> number(new BigDecimal(value.n()));
            case SS -> AttributeValue.fromSs(value.ss().stream().sorted().toList());
            case NS ->
                AttributeValue.fromNs(value.ns().stream()
                        .map(BigDecimal::new)
                        .sorted()
                        .map(Values::plain)
                        .toList());
            case L ->
                AttributeValue.fromL(value.l().stream().map(Values::canonical).toList());
            case M -> AttributeValue.fromM(canonical(value.m()));
            default -> value;
        };
    }

    static Map<String, AttributeValue> canonical(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> canonical(entry.getValue())));
    }

    /** Returns whether the comparison holds; one with what is not there holds only as "not equal". */
    static boolean compare(@Nullable AttributeValue left, String operator, @Nullable AttributeValue right) {
        boolean equal = left != null && left.equals(right);
        return switch (operator) {
            case "=" -> equal;
            case "<>" -> !equal;
            default -> ordered(left, right) && holds(order(left, right), operator);
        };
    }

    private static boolean holds(int order, String operator) {
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            case ">=" -> order >= 0;
            default -> throw new IllegalArgumentException(operator);
        };
    }

    static boolean ordered(@Nullable AttributeValue left, @Nullable AttributeValue right) {
        return left != null && right != null && left.type() == right.type();
    }

    static int order(AttributeValue left, AttributeValue right) {
        return switch (left.type()) {
            case N -> new BigDecimal(left.n()).compareTo(new BigDecimal(right.n()));
            case S -> left.s().compareTo(right.s());
            default -> throw Invalid.request("Invalid operand type for operator, operand type: " + left.type());
        };
    }

    static AttributeValue plus(AttributeValue left, AttributeValue right) {
        return number(decimal(left).add(decimal(right)));
    }

    static AttributeValue minus(AttributeValue left, AttributeValue right) {
        return number(decimal(left).subtract(decimal(right)));
    }

    static AttributeValue appended(AttributeValue left, AttributeValue right) {
        List<AttributeValue> both = new ArrayList<>(left.l());
        both.addAll(right.l());
        return AttributeValue.fromL(both);
    }

    static int size(AttributeValue value) {
        return switch (value.type()) {
            case S -> value.s().length();
            case M -> value.m().size();
            case L -> value.l().size();
            case SS -> value.ss().size();
            case NS -> value.ns().size();
            default -> throw Invalid.request("Invalid operand type for function: size, operand type: " + value.type());
        };
    }

    static AttributeValue number(BigDecimal value) {
        return AttributeValue.fromN(plain(value));
    }

    private static BigDecimal decimal(AttributeValue value) {
        if (value.n() == null) {
            throw Invalid.request("An operand in the update expression has an incorrect data type");
        }
        return new BigDecimal(value.n());
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
