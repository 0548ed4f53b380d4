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
        conditions.add(placed(path) + " " + comparator + " " + placed(value));
        return this;
    }

    /** On condition that the map at {@code path} has fewer elements than that. */
    UpdateExpression whenFewer(String path, int elements) {
        return when("size(" + placed(path) + ") < " + placed(Attributes.number(elements)));
    }

    /** On condition that the attribute at {@code path} is one of these. */
    UpdateExpression whenAmong(String path, AttributeValue... among) {
        String placed = placed(path);
        conditions.add(
                placed + " IN (" + Arrays.stream(among).map(this::placed).collect(Collectors.joining(", ")) + ")");
        return this;
    }

    /** On condition that the number at {@code path} is this one; one that is not there is 0. */
    UpdateExpression whenNumber(String path, long number) {
        return number == 0 ? whenAbsent(path) : when(path, "=", Attributes.number(number));
    }

    private UpdateExpression when(String condition) {
        conditions.add(condition);
        return this;
    }

    UpdateExpression whenAbsent(String path) {
        return when("attribute_not_exists(" + placed(path) + ")");
    }

    UpdateExpression whenThere(String path) {
        return when("attribute_exists(" + placed(path) + ")");
    }

    /** On condition that there is no {@code there}, or that the attribute at {@code path} is this one. */
    UpdateExpression whenAbsentOr(String there, String path, AttributeValue value) {
        return when("(attribute_not_exists(" + placed(there) + ") OR " + placed(path) + " = " + placed(value) + ")");
    }

    /** On condition that the set at {@code path} has the element. */
    UpdateExpression whenContains(String path, AttributeValue element) {
        conditions.add("contains(" + placed(path) + ", " + placed(element) + ")");
        return this;
    }

    /** Of the last two conditions one is enough. */
    UpdateExpression orTheLastTwo() {
        String last = conditions.removeLast();
        conditions.add("(" + conditions.removeLast() + " OR " + last + ")");
        return this;
    }

    UpdateExpression set(String path, AttributeValue value) {
        sets.add(placed(path) + " = " + placed(value));
        return this;
    }

    UpdateExpression setIfAbsent(String path, AttributeValue value) {
        sets.add(placed(path) + " = if_not_exists(" + placed(path) + ", " + placed(value) + ")");
        return this;
    }

    /** Adds to a number that may not be there yet. (The ADD action takes no path into a map.) */
    UpdateExpression add(String path, long number) {
        sets.add(placed(path) + " = if_not_exists(" + placed(path) + ", " + placed(Attributes.number(0)) + ") + "
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
        Map<String, String> names =
                placeholders.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));
        return request.updateExpression(update.isEmpty() ? null : update)
                .conditionExpression(conditions.isEmpty() ? null : String.join(" AND ", conditions))
                .expressionAttributeNames(names)
                .expressionAttributeValues(values);
    }

    private static String clause(String action, List<String> parts) {
        return parts.isEmpty() ? "" : action + String.join(", ", parts) + " ";
    }

    private String placed(String path) {
        return Arrays.stream(path.split("\\.", -1))
                .map(name -> placeholders.computeIfAbsent(name, unseen -> "#n" + placeholders.size()))
                .collect(Collectors.joining("."));
    }

    private String placed(AttributeValue value) {
        String placeholder = ":v" + values.size();
        values.put(placeholder, value);
        return placeholder;
    }
}
