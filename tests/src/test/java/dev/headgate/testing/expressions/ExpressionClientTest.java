package dev.headgate.testing.expressions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

class ExpressionClientTest extends ExpressionContract {
    private final ExpressionClient client = new ExpressionClient();
    private final String table = client.createTable("id");

    @Override
    DynamoDbClient client() {
        return client;
    }

    @Override
    String table() {
        return table;
    }

    @Test
    void ignoring_takesTheConditionAway_andNoOther() {
        Map<String, AttributeValue> item = Map.of("id", AttributeValue.fromS("k"));
        client.putItem(put -> put.tableName(table).item(item));
        client.ignoring("attribute_not_exists(id)");
        client.putItem(put -> put.tableName(table).item(item).conditionExpression("attribute_not_exists(id)"));
        assertThatThrownBy(() -> client.putItem(put -> put.tableName(table)
                        .item(item)
                        .conditionExpression("attribute_not_exists(#k)")
                        .expressionAttributeNames(Map.of("#k", "id"))
                        .conditionExpression("attribute_not_exists(#k) AND attribute_exists(other)")))
                .isInstanceOf(ConditionalCheckFailedException.class);
    }

    @Test
    void requests_areCounted() {
        client.getItem(get -> get.tableName(table).key(Map.of("id", AttributeValue.fromS("k"))));
        assertThat(client.requests()).isEqualTo(1);
    }
}
