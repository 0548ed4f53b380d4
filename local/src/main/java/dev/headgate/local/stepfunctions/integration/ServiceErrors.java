package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.TaskFailedException;
import java.io.IOException;
import java.util.Set;

/**
 * How Step Functions names the errors of a service: the label, and the class of the SDK's exception.
 *
 * @param label such as {@code DynamoDB}
 * @param base the exception of errors that have none of their own, such as a request that fails validation
 * @param own the codes, without {@code Exception}, of the errors that have one
 * @see <a href="https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#API_UpdateItem_Errors">
 *     errors of UpdateItem</a>
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html#API_SendMessage_Errors">
 *     errors of SendMessage</a>
 */
record ServiceErrors(String label, String base, Set<String> own) {
    static final ServiceErrors DYNAMODB = new ServiceErrors(
            "DynamoDB",
            "AmazonDynamoDBException",
            Set.of(
                    "ConditionalCheckFailed",
                    "ProvisionedThroughputExceeded",
                    "ResourceNotFound",
                    "ItemCollectionSizeLimitExceeded",
                    "TransactionConflict",
                    "RequestLimitExceeded",
                    "InternalServerError",
                    "ReplicatedWriteConflict",
                    "Throttling"));

    static final ServiceErrors SQS = new ServiceErrors(
            "SQS",
            "AmazonSQSException",
            Set.of("InvalidMessageContents", "UnsupportedOperation", "QueueDoesNotExist", "RequestThrottled"));

    private static final String SUFFIX = "Exception";

    TaskFailedException of(int status, JsonNode body) {
        String type = body.path("__type").asText("");
        String code = type.substring(type.indexOf('#') + 1);
        String plain = code.endsWith(SUFFIX) ? code.substring(0, code.length() - SUFFIX.length()) : code;
        String name = own.contains(plain) ? plain + SUFFIX : base;
        String message = body.path("message").asText(body.path("Message").asText("null"));
        return new TaskFailedException(
                label + "." + name,
                message + " (Service: " + label + "; Status Code: " + status + "; Error Code: " + code + ")");
    }

    TaskFailedException unreachable(IOException e) {
        return new TaskFailedException(label + ".SdkClientException", "Unable to execute HTTP request: " + e);
    }
}
