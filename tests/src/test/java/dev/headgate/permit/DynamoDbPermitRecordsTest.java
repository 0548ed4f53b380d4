package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.testing.DynamoDbLocal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbPermitRecordsTest extends PermitRecordsContract {
    private final DynamoDbClient client;
    private final String table;
    private final PermitRecords records;

    DynamoDbPermitRecordsTest(DynamoDbLocal dynamoDb) {
        this.client = dynamoDb.client();
        this.table = dynamoDb.createTableOfTexts("owner", "requestId");
        this.records = new DynamoDbPermitRecords(client, table);
    }

    @Override
    PermitRecords records() {
        return records;
    }

    /** What was promised before schedules had a {@code nextAt} stays as it was. */
    @Test
    void find_countsFromTheFirstSlot_whereAnEarlierVersionWroteTheRecord() {
        PermitRecord permit = permit("r-1", "a");
        records.tryPut(permit);
        client.updateItem(update -> update.tableName(table)
                .key(Map.of("owner", AttributeValue.fromS(owner), "requestId", AttributeValue.fromS("r-1")))
                .updateExpression("REMOVE schedule.nextAt, parts[0].schedule.nextAt"));
        Schedule promised = permit.granted().schedule();
        Schedule read =
                records.find(permit.id().holder()).orElseThrow().granted().schedule();
        assertThat(read.slot(1)).isEqualTo(promised.startAt());
        assertThat(read.slot(2)).isEqualTo(promised.startAt().plus(promised.interval()));
        assertThat(read.last())
                .isEqualTo(promised.startAt().plus(promised.interval().multipliedBy(5)));
    }
}
