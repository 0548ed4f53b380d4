package dev.headgate.local.cloud;

/**
 * A kind of request to DynamoDB.
 *
 * @param caller the access key id it was signed with; a function's is its logical id in capitals
 * @param operation for example UpdateItem
 * @param table the first table it names, or empty
 */
public record DynamoDbCall(String caller, String operation, String table) {}
