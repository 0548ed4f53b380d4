package dev.headgate.testing.expressions;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Items by key. */
final class Table {
    private final String hashKey;
    private final @Nullable String rangeKey;
    private final Map<Map<String, AttributeValue>, Map<String, AttributeValue>> items = new HashMap<>();

    Table(String hashKey, @Nullable String rangeKey) {
        this.hashKey = hashKey;
        this.rangeKey = rangeKey;
    }

    String hashKey() {
        return hashKey;
    }

    @Nullable
    String rangeKey() {
        return rangeKey;
    }

    Collection<Map<String, AttributeValue>> items() {
        return items.values();
    }

    /** Returns the key of an item, or the key itself. */
    Map<String, AttributeValue> key(Map<String, AttributeValue> item) {
        Map<String, AttributeValue> key = new HashMap<>();
        key.put(hashKey, part(item, hashKey));
        if (rangeKey != null) {
            key.put(rangeKey, part(item, rangeKey));
        }
        return key;
    }

    private static AttributeValue part(Map<String, AttributeValue> item, String name) {
        AttributeValue value = item.get(name);
        if (value == null) {
            throw Invalid.request("One of the required keys was not given a value: " + name);
        }
        return Values.canonical(value);
    }

    /** Returns the item, or null. */
    @Nullable
    Map<String, AttributeValue> find(Map<String, AttributeValue> key) {
        if (key.size() != (rangeKey == null ? 1 : 2)) {
            throw Invalid.request("The provided key element does not match the schema");
        }
        return items.get(key(key));
    }

    void put(Map<String, AttributeValue> item) {
        items.put(key(item), Map.copyOf(item));
    }

    void remove(Map<String, AttributeValue> key) {
        items.remove(key(key));
    }

    /** Throws, with the item that refuses if that is asked for, unless the condition holds for it or for nothing. */
    static void require(
            Condition condition,
            @Nullable Map<String, AttributeValue> item,
            Scope scope,
            @Nullable ReturnValuesOnConditionCheckFailure onFailure) {
        if (condition.holds(item == null ? Map.of() : item, scope)) {
            return;
        }
        ConditionalCheckFailedException.Builder refused = ConditionalCheckFailedException.builder();
        refused.message("The conditional request failed").statusCode(400);
        if (item != null && onFailure == ReturnValuesOnConditionCheckFailure.ALL_OLD) {
            refused.item(item);
        }
        throw refused.build();
    }
}
