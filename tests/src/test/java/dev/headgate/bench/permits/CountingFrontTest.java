package dev.headgate.bench.permits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.testing.DynamoDbLocal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** What the comparison with a peer of another language counts, and what becomes of it where that cannot be had. */
@ExtendWith(DynamoDbLocal.Shared.class)
class CountingFrontTest {
    private static final Map<String, AttributeValue> ITEM = Map.of("id", AttributeValue.fromS("a"));

    private final DynamoDbLocal dynamoDb;

    CountingFrontTest(DynamoDbLocal dynamoDb) {
        this.dynamoDb = dynamoDb;
    }

    @Test
    void requestsAndUnits_areCounted_failedConditionsAmongThem_andTablesAreNot() throws IOException {
        String table = dynamoDb.createTable("id");
        try (CountingFront front = new CountingFront(dynamoDb.endpoint());
                DynamoDbClient client = DynamoDbLocal.newClient(front.endpoint())) {
            client.describeTable(describe -> describe.tableName(table));
            client.putItem(put -> put.tableName(table).item(ITEM));
            assertThatThrownBy(() -> client.putItem(
                            put -> put.tableName(table).item(ITEM).conditionExpression("attribute_not_exists(id)")))
                    .isInstanceOf(ConditionalCheckFailedException.class);
            assertThat(client.getItem(get -> get.tableName(table).key(ITEM).consistentRead(true))
                            .item())
                    .isEqualTo(ITEM);
            assertThat(front.read()).isEqualTo(new CountingFront.Reading(3, 2, 1));
        }
    }

    @Test
    void thePeer_isLeftOut_whereItCannotBeInstalled(@TempDir Path directory) throws Exception {
        Path file = Files.createFile(directory.resolve("no-directory"));
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream progress = new PrintStream(said, true, StandardCharsets.UTF_8);
        assertThat(new ZaeLimiter(file, Duration.ofSeconds(1), progress).rows()).isEmpty();
        assertThat(said.toString(StandardCharsets.UTF_8)).contains("zae-limiter left out, because ");
    }
}
