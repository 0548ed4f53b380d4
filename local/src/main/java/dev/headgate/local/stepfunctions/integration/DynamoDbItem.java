package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;

/**
 * {@code dynamodb:getItem}, {@code putItem}, {@code updateItem}, {@code deleteItem}: the Arguments are the API's request
 * already, and are sent as they are.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-ddb.html">Call DynamoDB APIs</a>
 */
final class DynamoDbItem implements Integration {
    private final JsonService dynamodb;

    DynamoDbItem(JsonService dynamodb) {
        this.dynamodb = dynamodb;
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        String action = call.resource().action();
        String operation = Character.toUpperCase(action.charAt(0)) + action.substring(1);
        return dynamodb.call(operation, call.arguments(), Caller.of(call));
    }
}
