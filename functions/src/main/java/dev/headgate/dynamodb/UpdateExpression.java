package dev.headgate.dynamodb;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * A conditional update in the making: paths such as {@code probes.17} in, an expression with its names and values out.
 *
 * <p>Every name becomes a placeholder, since many of ours are reserved words of DynamoDB's, or begin with a digit.
 */
final class UpdateExpression {
    private final List<String> conditions = new ArrayList<>();
    private final List<String> sets = new ArrayList<>();
    private final List<String> removes = new ArrayList<>();
    private final Map<String, String> placeholders = new HashMap<>();
    private final Map<String, AttributeValue> values = new HashMap<>();

    UpdateExpression when(String path, String comparator, AttributeValue value) {
        return when(compared(path, comparator, placed(value)));
    }

    /** The same with a name for the number, which tells conditions on one attribute apart: {@code tat <= :latest}. */
    UpdateExpression when(String path, String comparator, String name, long number) {
        return when(compared(path, comparator, placed(name, number)));
    }

    /** Instead of the last condition it is enough that the attribute at {@code path} compares so. */
    UpdateExpression orWhen(String path, String comparator, AttributeValue value) {
        return orWhen(compared(path, comparator, placed(value)));
    }

    /** The same with a name for the number. */
    UpdateExpression orWhen(String path, String comparator, String name, long number) {
        return orWhen(compared(path, comparator, placed(name, number)));
    }

    /** On condition that the map at {@code path} has fewer elements than that. */
    UpdateExpression whenFewer(String path, int elements) {
        return when("size(" + placed(path) + ") < " + placed(Attributes.number(elements)));
    }

    /** On condition that the attribute at {@code path} is one of these. */
    UpdateExpression whenAmong(String path, AttributeValue... among) {
        String placed = placed(path);
        return when(placed + " IN (" + Arrays.stream(among).map(this::placed).collect(Collectors.joining(", ")) + ")");
    }

    /** On condition that the number at {@code path} is this one; one that is not there is 0. */
    UpdateExpression whenNumber(String path, long number) {
        return number == 0 ? whenAbsent(path) : when(path, "=", Attributes.number(number));
    }

    UpdateExpression whenAbsent(String path) {
        return when("attribute_not_exists(" + placed(path) + ")");
    }

    UpdateExpression whenThere(String path) {
        return when("attribute_exists(" + placed(path) + ")");
    }

    /** On condition that both attributes are there and are the same. */
    UpdateExpression whenSame(String path, String other) {
        return when(compared(path, "=", placed(other)));
    }

    /** On condition that the set at {@code path} has the element. */
    UpdateExpression whenContains(String path, AttributeValue element) {
        return when("contains(" + placed(path) + ", " + placed(element) + ")");
    }

    UpdateExpression set(String path, AttributeValue value) {
        sets.add(placed(path) + " = " + placed(value));
        return this;
    }

    UpdateExpression setIfAbsent(String path, AttributeValue value) {
        sets.add(placed(path) + " = if_not_exists(" + placed(path) + ", " + placed(value) + ")");
        return this;
    }

    /** Puts what is at {@code from} to {@code path}. */
    UpdateExpression copy(String from, String path) {
        sets.add(placed(path) + " = " + placed(from));
        return this;
    }

    /** Puts what is at {@code from}, or where nothing is {@code otherwise}, to {@code path}. */
    UpdateExpression copyOr(String from, AttributeValue otherwise, String path) {
        sets.add(placed(path) + " = if_not_exists(" + placed(from) + ", " + placed(otherwise) + ")");
        return this;
    }

    /** Adds to a number that is there. */
    UpdateExpression increase(String path, long number) {
        String placed = placed(path);
        sets.add(placed + " = " + placed + " + " + placed(Attributes.number(number)));
        return this;
    }

    /** Adds to a number that may not be there yet, and counts as 0 then. (The ADD action takes no path into a map.) */
    UpdateExpression add(String path, long number) {
        return add(path, Attributes.number(0), number);
    }

    /** Adds to a number that may not be there yet, and counts as {@code start} then. */
    UpdateExpression add(String path, AttributeValue start, long number) {
        String placed = placed(path);
        sets.add(placed + " = if_not_exists(" + placed + ", " + placed(start) + ") + "
                + placed(Attributes.number(number)));
        return this;
    }

    /** Adds to the end of a list that may not be there yet. */
    UpdateExpression append(String path, List<AttributeValue> values) {
        sets.add(placed(path) + " = list_append(if_not_exists(" + placed(path) + ", "
                + placed(AttributeValue.fromL(List.of())) + "), " + placed(AttributeValue.fromL(values)) + ")");
        return this;
    }

    /** Takes the first elements off a list. */
    UpdateExpression removeFirst(String path, int elements) {
        for (int index = 0; index < elements; index++) {
            removes.add(placed(path) + "[" + index + "]");
        }
        return this;
    }

    UpdateExpression remove(String path) {
        removes.add(placed(path));
        return this;
    }

    /** Returns the request with this update; one that changes nothing still has its condition and its answer. */
    UpdateItemRequest.Builder applyTo(UpdateItemRequest.Builder request) {
        String update = clause("SET ", sets) + clause("REMOVE ", removes);
        Map<String, String> names = new HashMap<>();
        placeholders.forEach((name, placeholder) -> names.put(placeholder, name));
        return request.updateExpression(update.isEmpty() ? null : update)
                .conditionExpression(conditions.isEmpty() ? null : String.join(" AND ", conditions))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values.isEmpty() ? null : values);
    }

    private UpdateExpression when(String condition) {
        conditions.add(condition);
        return this;
    }

    private UpdateExpression orWhen(String condition) {
        conditions.add("(" + conditions.removeLast() + " OR " + condition + ")");
        return this;
    }

    private String compared(String path, String comparator, String value) {
        return placed(path) + " " + comparator + " " + value;
    }

    private static String clause(String action, List<String> parts) {
        return parts.isEmpty() ? "" : action + String.join(", ", parts) + " ";
    }

    private String placed(String path) {
        return path.indexOf('.') < 0
                ? placeholder(path)
                : Arrays.stream(path.split("\\.", -1)).map(this::placeholder).collect(Collectors.joining("."));
    }

    private String placeholder(String name) {
        return placeholders.computeIfAbsent(name, unseen -> "#n" + placeholders.size());
    }

    private String placed(String name, long number) {
        String placeholder = ":" + name;
        values.put(placeholder, Attributes.number(number));
        return placeholder;
    }

    private String placed(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }
}
