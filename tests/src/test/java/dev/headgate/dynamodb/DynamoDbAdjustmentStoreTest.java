package dev.headgate.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.adjust.Adjustment;
import dev.headgate.adjust.AdjustmentStore;
import dev.headgate.adjust.AdjustmentStoreContract;
import dev.headgate.adjust.Change;
import dev.headgate.adjust.Ladder;
import dev.headgate.adjust.Level;
import dev.headgate.testing.DynamoDbLocal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbAdjustmentStoreTest extends AdjustmentStoreContract {
    private final DynamoDbClient client;
    private final String table;

    DynamoDbAdjustmentStoreTest(DynamoDbLocal dynamoDb) {
        client = dynamoDb.client();
        table = dynamoDb.createTableOfTexts("limit", "at");
    }

    @Override
    protected AdjustmentStore store() {
        return new DynamoDbAdjustmentStore(client, table);
    }

    @Override
    protected List<Change> audit(String ofLimit) {
        return client
                .query(query -> query.tableName(table)
                        .keyConditionExpression("#limit = :limit and #at < :state")
                        .expressionAttributeNames(Map.of("#limit", "limit", "#at", "at"))
                        .expressionAttributeValues(Map.of(
                                ":limit", AttributeValue.fromS(ofLimit),
                                ":state", AttributeValue.fromS(AdjustmentItem.STATE))))
                .items()
                .stream()
                .map(item -> AdjustmentItem.change(ofLimit, item))
                .toList();
    }

    /** A table that another stack made, say: what is not there is where nothing happened. */
    @Test
    void read_isTheTop_whenAnotherItemHasTheKey() {
        store().follow("x");
        store().keep(new Change(
                "x",
                1,
                Instant.EPOCH,
                Ladder.CEILING,
                new Level(100, false, Instant.EPOCH),
                new Level(50, false, Instant.EPOCH),
                Change.Cause.ALARM,
                Set.of("a")));
        assertThat(store().read("x")).isEqualTo(Adjustment.none("x"));
    }
}
