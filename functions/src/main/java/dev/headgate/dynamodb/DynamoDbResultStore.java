package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.StoreUnavailableException;
import dev.headgate.worker.Result;
import dev.headgate.worker.Results;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;

/**
 * Answers in DynamoDB: hash key {@code id} = {@code <job>/<itemId>}, attributes {@code job, itemId, answer, model,
 * savedAt}; the time as RFC 3339.
 */
public final class DynamoDbResultStore implements Results {
    /** BatchGetItem's own bound. */
    private static final int MOST_KEYS = 100;
    /** How often keys that DynamoDB left unread are asked for again, before the store counts as out of reach. */
    private static final int MOST_READS = 4;

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbResultStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public boolean save(Result result) {
        try {
            Calls.to(table, () -> client.putItem(put(result)));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    /** Reads keys only, consistently: half an hour old or a second, an answer that is there is found. */
    @Override
    public Set<Result.Key> existing(Collection<Result.Key> keys) {
        Map<String, Result.Key> byId =
                keys.stream().collect(Collectors.toMap(Result.Key::id, Function.identity(), (one, same) -> one));
        List<String> ids = List.copyOf(byId.keySet());
        Set<Result.Key> found = new HashSet<>();
        for (int from = 0; from < ids.size(); from += MOST_KEYS) {
            List<String> page = ids.subList(from, Math.min(ids.size(), from + MOST_KEYS));
            existing(page).forEach(id -> found.add(byId.getOrDefault(id, new Result.Key("", id))));
        }
        return found;
    }

    private PutItemRequest put(Result result) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("id", string(result.key().id()));
        item.put("job", string(result.key().job()));
        item.put("itemId", string(result.key().itemId()));
        item.put("answer", string(result.answer()));
        item.put("model", string(result.model()));
        item.put("savedAt", string(result.savedAt().toString()));
        return PutItemRequest.builder()
                .tableName(table)
                .item(item)
                .conditionExpression("attribute_not_exists(id)")
                .build();
    }

    private List<String> existing(List<String> ids) {
        List<String> found = new ArrayList<>();
        Map<String, KeysAndAttributes> unread = Map.of(table, keys(ids));
        for (int read = 0; read < MOST_READS && !unread.isEmpty(); read++) {
            BatchGetItemRequest request =
                    BatchGetItemRequest.builder().requestItems(unread).build();
            BatchGetItemResponse response = Calls.to(table, () -> client.batchGetItem(request));
            response.responses().getOrDefault(table, List.of()).forEach(item -> found.add(id(item)));
            unread = response.unprocessedKeys();
        }
        if (!unread.isEmpty()) {
            throw new StoreUnavailableException(
                    "table " + table + " left keys unread", new IllegalStateException("unprocessed keys"));
        }
        return found;
    }

    private static KeysAndAttributes keys(List<String> ids) {
        return KeysAndAttributes.builder()
                .keys(ids.stream().map(id -> Map.of("id", string(id))).toList())
                .projectionExpression("id")
                .consistentRead(true)
                .build();
    }

    /** The projection has it always: it is the key. */
    private static String id(Map<String, AttributeValue> item) {
        AttributeValue id = item.get("id");
        return id == null ? "" : id.s();
    }
}
