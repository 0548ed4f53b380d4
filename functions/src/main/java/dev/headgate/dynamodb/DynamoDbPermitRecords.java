package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.permit.Ending;
import dev.headgate.permit.Holder;
import dev.headgate.permit.PermitId;
import dev.headgate.permit.PermitRecord;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.PermitRecords;
import dev.headgate.permit.Usage;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryResponse;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/**
 * Durable permits as items, one each (see {@link RecordItem}). Who loses to a record that stands is handed it by the failed
 * condition, and finds its own write there if that was made and only its answer lost.
 */
public final class DynamoDbPermitRecords implements PermitRecords {
    private static final int PAGE = 25;

    private final DynamoDbClient client;
    private final String table;

    public DynamoDbPermitRecords(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    @Override
    public Optional<PermitRecord> tryPut(PermitRecord permit) {
        return put(permit, put(permit).conditionExpression("attribute_not_exists(requestId)"));
    }

    @Override
    public Optional<PermitRecord> tryReplace(PermitRecord over, PermitRecord permit) {
        return put(
                permit,
                put(permit)
                        .conditionExpression(
                                "attribute_not_exists(requestId) OR (attempt = :attempt AND #state = :state)")
                        .expressionAttributeNames(Map.of("#state", "state"))
                        .expressionAttributeValues(Map.of(
                                ":attempt", string(over.id().attempt()),
                                ":state", string(over.state().name()))));
    }

    @Override
    public Optional<PermitRecord> find(Holder holder) {
        return found(Calls.to(
                        table,
                        () -> client.getItem(get ->
                                get.tableName(table).key(RecordItem.key(holder)).consistentRead(true)))
                .item());
    }

    @Override
    public Optional<PermitRecord> tryEnd(PermitId id, Ending ending) {
        UpdateExpression update = new UpdateExpression()
                .when("attempt", "=", string(id.attempt()))
                .when("state", "=", string(State.ACTIVE.name()))
                .set("state", string(ending.state().name()))
                .set("endedBy", string(ending.mark()))
                .set("used", RecordItem.used(ending.used()));
        for (Usage usage : ending.used()) {
            update.whenContains("claims", string(RecordItem.name(usage)));
        }
        UpdateItemRequest request =
                update.applyTo(update(id).returnValues(ReturnValue.ALL_NEW)).build();
        try {
            return found(Calls.to(table, () -> client.updateItem(request)).attributes());
        } catch (ConditionalCheckFailedException e) {
            return found(e.item()).filter(stands -> stands.id().equals(id));
        }
    }

    @Override
    public void charged(PermitId id) {
        UpdateItemRequest request = new UpdateExpression()
                .when("attempt", "=", string(id.attempt()))
                .set("charged", Attributes.bool(true))
                .applyTo(update(id))
                .build();
        try {
            Calls.to(table, () -> client.updateItem(request));
        } catch (ConditionalCheckFailedException gone) {
            // Another permit took its place: nobody looks at this one any more.
        }
    }

    @Override
    public Page unfinished(String owner, String after) {
        QueryRequest.Builder query = QueryRequest.builder()
                .tableName(table)
                .limit(PAGE)
                .consistentRead(true)
                .keyConditionExpression("#owner = :owner")
                .filterExpression("#state = :active OR (#state = :settled AND attribute_not_exists(charged))")
                .expressionAttributeNames(Map.of("#owner", "owner", "#state", "state"))
                .expressionAttributeValues(Map.of(
                        ":owner", string(owner),
                        ":active", string(State.ACTIVE.name()),
                        ":settled", string(State.SETTLED.name())));
        if (!after.isEmpty()) {
            query.exclusiveStartKey(RecordItem.key(new Holder(after, owner)));
        }
        QueryResponse answer = Calls.to(table, () -> client.query(query.build()));
        return new Page(
                answer.items().stream().map(RecordItem::read).toList(),
                Attributes.string(answer.lastEvaluatedKey(), "requestId", ""));
    }

    private Optional<PermitRecord> put(PermitRecord permit, PutItemRequest.Builder request) {
        try {
            Calls.to(table, () -> client.putItem(request.build()));
            return Optional.empty();
        } catch (ConditionalCheckFailedException e) {
            return found(e.item()).filter(stands -> !stands.id().equals(permit.id()));
        }
    }

    private PutItemRequest.Builder put(PermitRecord permit) {
        return PutItemRequest.builder()
                .tableName(table)
                .item(RecordItem.of(permit))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    private UpdateItemRequest.Builder update(PermitId id) {
        return UpdateItemRequest.builder()
                .tableName(table)
                .key(RecordItem.key(id.holder()))
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD);
    }

    /** No item is an empty one, or none at all. */
    private static Optional<PermitRecord> found(Map<String, AttributeValue> item) {
        return item.isEmpty() ? Optional.empty() : Optional.of(RecordItem.read(item));
    }
}
