package dev.headgate.permit;

import dev.headgate.dynamodb.DynamoDbPermitRecords;
import dev.headgate.testing.DynamoDbLocal;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(DynamoDbLocal.Shared.class)
class DynamoDbPermitRecordsTest extends PermitRecordsContract {
    private final PermitRecords records;

    DynamoDbPermitRecordsTest(DynamoDbLocal dynamoDb) {
        this.records = new DynamoDbPermitRecords(dynamoDb.client(), dynamoDb.createTableOfTexts("owner", "requestId"));
    }

    @Override
    PermitRecords records() {
        return records;
    }
}
