package dev.headgate.local.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table.
 *
 * @param attributes the types (S, N, B) of the attributes that are keys
 * @param keys the partition key and, if there is one, the sort key
 * @param timeToLiveAttribute null where nothing expires
 */
public record StackTable(
        String logicalId,
        String name,
        String arn,
        Map<String, String> attributes,
        List<Key> keys,
        List<Index> globalIndexes,
        List<Index> localIndexes,
        @Nullable String timeToLiveAttribute) {

    public StackTable {
        attributes = Map.copyOf(attributes);
        keys = List.copyOf(keys);
        globalIndexes = List.copyOf(globalIndexes);
        localIndexes = List.copyOf(localIndexes);
    }

    /** A key attribute; {@code type} is HASH or RANGE. */
    public record Key(String attribute, String type) {}

    /** A secondary index; {@code projection} is ALL, KEYS_ONLY or INCLUDE; {@code included} counts for the last only */
    public record Index(String name, List<Key> keys, String projection, List<String> included) {

        public Index {
            keys = List.copyOf(keys);
            included = List.copyOf(included);
        }
    }
}
