package dev.headgate.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbLocalTest {
    @Test
    void createTable_keepsItems_whenPut(DynamoDbLocal dynamoDb) {
        String table = dynamoDb.createTable("name");
        Map<String, AttributeValue> item = Map.of("name", AttributeValue.fromS("a"));
        dynamoDb.client().putItem(request -> request.tableName(table).item(item));
        assertThat(dynamoDb.client()
                        .getItem(request -> request.tableName(table).key(item))
                        .item())
                .isEqualTo(item);
    }
}
