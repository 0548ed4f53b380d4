package dev.headgate.local.cloud;

/**
 * A kind of request that a function made to SQS, Step Functions, Secrets Manager or EventBridge; those to DynamoDB are
 * {@link DynamoDbCall}s.
 *
 * @param caller the access key id it was signed with, see {@link LocalCloud#accessKey}
 * @param action as a role allows it, for example {@code sqs:SendMessage}
 * @param resource the queue's URL or the secret's id, or empty where the request names none
 */
public record FunctionCall(String caller, String action, String resource) {}
