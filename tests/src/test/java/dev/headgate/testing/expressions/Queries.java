package dev.headgate.testing.expressions;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.Select;

/** Queries over the table itself: by key, in order, in pages of {@code Limit}; then filtered, then projected. */
final class Queries {
    private Queries() {}

    static QueryResponse answer(Table table, QueryRequest request, Scope scope) {
        if (request.indexName() != null || request.keyConditionExpression() == null || request.hasKeyConditions()) {
            throw new UnsupportedOperationException("only queries by key condition on the table are supported here");
        }
        List<Map<String, AttributeValue>> rest = rest(table, request, scope);
        int limit = request.limit() == null ? rest.size() : Math.min(request.limit(), rest.size());
        Condition filter = Expressions.condition(request.filterExpression()).expression();
        List<Map<String, AttributeValue>> found = rest.subList(0, limit).stream()
                .filter(item -> filter.holds(item, scope))
                .map(item -> Projection.of(request.projectionExpression(), scope, item))
                .toList();
        QueryResponse.Builder answer =
                QueryResponse.builder().count(found.size()).scannedCount(limit);
        if (request.select() != Select.COUNT) {
            answer.items(found);
        }
        if (request.limit() != null && limit > 0 && limit == request.limit()) {
            answer.lastEvaluatedKey(table.key(rest.get(limit - 1)));
        }
        return answer.build();
    }

    private static List<Map<String, AttributeValue>> rest(Table table, QueryRequest request, Scope scope) {
        Condition condition =
                Expressions.condition(request.keyConditionExpression()).expression();
        Comparator<Map<String, AttributeValue>> order = order(table, request);
        return table.items().stream()
                .filter(item -> condition.holds(item, scope))
                .sorted(order)
                .filter(item -> !request.hasExclusiveStartKey()
                        || order.compare(item, Values.canonical(request.exclusiveStartKey())) > 0)
                .toList();
    }

    private static Comparator<Map<String, AttributeValue>> order(Table table, QueryRequest request) {
        String by = table.rangeKey() == null ? table.hashKey() : table.rangeKey();
        Comparator<Map<String, AttributeValue>> ascending = (one, other) -> Values.order(one.get(by), other.get(by));
        return Boolean.FALSE.equals(request.scanIndexForward()) ? ascending.reversed() : ascending;
    }
}
