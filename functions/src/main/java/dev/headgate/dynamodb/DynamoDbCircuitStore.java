package dev.headgate.dynamodb;

import dev.headgate.UnknownCircuitException;
import dev.headgate.circuit.Change;
import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitStore;
import java.time.Instant;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Circuits as items, one each; {@link CircuitItem} has their layout. Safe for many threads. */
public final class DynamoDbCircuitStore implements CircuitStore {
    private final DynamoDbClient client;
    private final String table;

    public DynamoDbCircuitStore(DynamoDbClient client, String table) {
        this.client = client;
        this.table = table;
    }

    /**
     * {@inheritDoc}
     *
     * <p>Reads with eventual consistency, at half the price. What is a moment old decides nothing here: a check is cached
     * for longer anyway, and every write has its own condition. Only who would say that there is no such circuit looks
     * again, consistently: it may have been declared just now.
     */
    @Override
    public Circuit read(String name) {
        Map<String, AttributeValue> item = item(name, false);
        return circuit(name, item.isEmpty() ? item(name, true) : item);
    }

    @Override
    public Attempt attempt(String name, Change change) {
        UpdateItemRequest request = CircuitUpdates.of(change)
                .applyTo(UpdateItemRequest.builder().tableName(table).key(CircuitItem.key(name)))
                .returnValues(ReturnValue.ALL_NEW)
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            return new Attempt(
                    true,
                    circuit(
                            name,
                            Calls.to(table, () -> client.updateItem(request)).attributes()));
        } catch (ConditionalCheckFailedException refused) {
            return new Attempt(false, circuit(name, refused.item()));
        }
    }

    @Override
    public void put(CircuitSettings settings, Instant now) {
        UpdateItemRequest request = CircuitUpdates.put(settings, now)
                .applyTo(UpdateItemRequest.builder().tableName(table).key(CircuitItem.key(settings.name())))
                .build();
        Calls.to(table, () -> client.updateItem(request));
    }

    @Override
    public void delete(String name) {
        Calls.to(
                table, () -> client.deleteItem(delete -> delete.tableName(table).key(CircuitItem.key(name))));
    }

    private Map<String, AttributeValue> item(String name, boolean consistent) {
        return Calls.to(
                        table,
                        () -> client.getItem(get ->
                                get.tableName(table).key(CircuitItem.key(name)).consistentRead(consistent)))
                .item();
    }

    private static Circuit circuit(String name, Map<String, AttributeValue> item) {
        if (item.isEmpty()) {
            throw new UnknownCircuitException(name);
        }
        return CircuitItem.circuit(item);
    }
}
