package dev.headgate.bench;

import dev.headgate.testing.DynamoDbLocal;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A DynamoDB Local of its own, and a client whose requests are counted. */
public final class MeteredDynamoDb implements AutoCloseable {
    private final DynamoDbLocal local = DynamoDbLocal.start();
    private final Meter meter = new Meter();
    private final DynamoDbClient client = local.newClient(meter);

    public DynamoDbClient client() {
        return client;
    }

    public Meter meter() {
        return meter;
    }

    /** Returns the process itself, where tables are created. */
    public DynamoDbLocal local() {
        return local;
    }

    @Override
    public void close() {
        client.close();
        local.close();
    }
}
