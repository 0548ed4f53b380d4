package dev.headgate.testing.expressions;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchGetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemResponse;

/**
 * A DynamoDB in memory that evaluates the expressions of the real stores' requests: the algorithm under test is the
 * requests themselves, not a second telling of them.
 *
 * <p>Single items, their conditions and updates, batch gets and queries; all reads are consistent. What it does not know
 * it refuses ({@link UnsupportedOperationException}), and what DynamoDB refuses it refuses too, as far as the stores could
 * meet it. {@link #ignoring} takes conditions away, for negative controls. Safe for many threads.
 */
public final class ExpressionClient implements DynamoDbClient {
    private final Map<String, Table> tables = new ConcurrentHashMap<>();
    private final Set<String> ignored = new HashSet<>();
    private final AtomicLong requests = new AtomicLong();

    /** Returns the name of a new table with this string as its hash key. */
    public String createTable(String hashKey) {
        return createTable(hashKey, null);
    }

    /** Returns the name of a new table with a hash key and a range key. */
    public String createTable(String hashKey, @Nullable String rangeKey) {
        String name = "table-" + (tables.size() + 1);
        tables.put(name, new Table(hashKey, rangeKey));
        return name;
    }

    /**
     * From now on, takes the conditions whose text begins so as if they held. A text has names resolved and
     * placeholders for values: {@code tat <= :latest}, {@code attribute_not_exists(id)}, {@code size(probes) <}.
     */
    public ExpressionClient ignoring(String... conditions) {
        ignored.addAll(List.of(conditions));
        return this;
    }

    /**
     * Returns which item a call is about: calls about different items commute. Null, which is everything, for calls about
     * several.
     */
    public static @Nullable Object touched(Method method, Object[] arguments) {
        return switch (arguments.length == 1 ? arguments[0] : method) {
            case UpdateItemRequest request -> List.of(request.tableName(), request.key());
            case DeleteItemRequest request -> List.of(request.tableName(), request.key());
            case GetItemRequest request -> List.of(request.tableName(), request.key());
            default -> null;
        };
    }

    /** Returns how many requests were made. */
    public long requests() {
        return requests.get();
    }

    /** Returns all items of a table as they stand. */
    public synchronized List<Map<String, AttributeValue>> items(String table) {
        return List.copyOf(table(table).items());
    }

    @Override
    public synchronized UpdateItemResponse updateItem(UpdateItemRequest request) {
        requireNoLegacy(request.hasAttributeUpdates() || request.hasExpected());
        Table table = counted(request.tableName());
        var condition = Expressions.condition(request.conditionExpression());
        var update = Expressions.update(request.updateExpression());
        Scope scope = scope(request.expressionAttributeNames(), request.expressionAttributeValues());
        scope.requireUsed(union(condition.placeholders(), update.placeholders()));
        Map<String, AttributeValue> before = table.find(request.key());
        Table.require(condition.expression(), before, scope, request.returnValuesOnConditionCheckFailure());
        Map<String, AttributeValue> key = table.key(request.key());
        Map<String, AttributeValue> after = update.expression().on(before == null ? key : before, scope);
        requireSameKey(table, key, after);
        table.put(after);
        return UpdateItemResponse.builder()
                .attributes(returned(request.returnValues(), before, after, update.expression(), scope))
                .build();
    }

    private static @Nullable Map<String, AttributeValue> returned(
            @Nullable ReturnValue asked,
            @Nullable Map<String, AttributeValue> before,
            Map<String, AttributeValue> after,
            Update update,
            Scope scope) {
        Map<String, AttributeValue> old = before == null ? Map.of() : before;
        Map<String, AttributeValue> attributes = switch (asked == null ? ReturnValue.NONE : asked) {
            case ALL_NEW -> after;
            case ALL_OLD -> old;
            case UPDATED_NEW -> update.part(after, scope);
            case UPDATED_OLD -> update.part(old, scope);
            default -> Map.of();
        };
        return attributes.isEmpty() ? null : attributes;
    }

    @Override
    public synchronized PutItemResponse putItem(PutItemRequest request) {
        requireNoLegacy(request.hasExpected());
        Table table = counted(request.tableName());
        var condition = Expressions.condition(request.conditionExpression());
        Scope scope = scope(request.expressionAttributeNames(), request.expressionAttributeValues());
        scope.requireUsed(condition.placeholders());
        Map<String, AttributeValue> item = Values.canonical(request.item());
        Map<String, AttributeValue> before = table.find(table.key(item));
        Table.require(condition.expression(), before, scope, request.returnValuesOnConditionCheckFailure());
        table.put(item);
        return PutItemResponse.builder()
                .attributes(request.returnValues() == ReturnValue.ALL_OLD ? before : null)
                .build();
    }

    @Override
    public synchronized DeleteItemResponse deleteItem(DeleteItemRequest request) {
        requireNoLegacy(request.hasExpected());
        Table table = counted(request.tableName());
        var condition = Expressions.condition(request.conditionExpression());
        Scope scope = scope(request.expressionAttributeNames(), request.expressionAttributeValues());
        scope.requireUsed(condition.placeholders());
        Map<String, AttributeValue> before = table.find(request.key());
        Table.require(condition.expression(), before, scope, request.returnValuesOnConditionCheckFailure());
        table.remove(request.key());
        return DeleteItemResponse.builder()
                .attributes(request.returnValues() == ReturnValue.ALL_OLD ? before : null)
                .build();
    }

    @Override
    public synchronized GetItemResponse getItem(GetItemRequest request) {
        Map<String, AttributeValue> item = counted(request.tableName()).find(request.key());
        Scope scope = scope(request.expressionAttributeNames(), Map.of());
        return GetItemResponse.builder()
                .item(item == null ? null : Projection.of(request.projectionExpression(), scope, item))
                .build();
    }

    @Override
    public synchronized BatchGetItemResponse batchGetItem(BatchGetItemRequest request) {
        Map<String, List<Map<String, AttributeValue>>> responses = new HashMap<>();
        request.requestItems().forEach((name, wanted) -> {
            Scope scope = scope(wanted.expressionAttributeNames(), Map.of());
            responses.put(
                    name,
                    wanted.keys().stream()
                            .map(counted(name)::find)
                            .filter(found -> found != null)
                            .map(found -> Projection.of(wanted.projectionExpression(), scope, found))
                            .toList());
        });
        return BatchGetItemResponse.builder()
                .responses(responses)
                .unprocessedKeys(Map.of())
                .build();
    }

    @Override
    public synchronized QueryResponse query(QueryRequest request) {
        Scope scope = scope(request.expressionAttributeNames(), request.expressionAttributeValues());
        return Queries.answer(counted(request.tableName()), request, scope);
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private Scope scope(Map<String, String> names, Map<String, AttributeValue> values) {
        return new Scope(names, values, text -> ignored.stream().anyMatch(text::startsWith));
    }

    private Table counted(String name) {
        requests.incrementAndGet();
        return table(name);
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw ResourceNotFoundException.builder()
                    .message("Cannot do operations on a non-existent table: " + name)
                    .build();
        }
        return table;
    }

    private static void requireSameKey(
            Table table, Map<String, AttributeValue> key, Map<String, AttributeValue> after) {
        if (!key.keySet().stream().allMatch(after::containsKey)
                || !table.key(after).equals(key)) {
            throw Invalid.request("Cannot update an attribute that is part of the key: " + key.keySet());
        }
    }

    private static void requireNoLegacy(boolean legacy) {
        if (legacy) {
            throw new UnsupportedOperationException("only expressions are supported here");
        }
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> all = new HashSet<>(one);
        all.addAll(other);
        return all;
    }
}
