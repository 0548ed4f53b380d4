package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackQueue;
import dev.headgate.local.template.StackTable;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes the tables, queues and buckets of a stack in its stores. */
final class ResourceMaker {

    private final LocalApi api = new LocalApi();

    void make(Stack stack, URI dynamoDb, URI sqs, URI s3) throws InterruptedException {
        for (StackTable table : stack.tables().values()) {
            makeTable(dynamoDb, table);
        }
        Set<String> made = new HashSet<>();
        for (StackQueue queue : stack.queues().values()) {
            makeQueue(sqs, queue, stack, made);
        }
        for (var bucket : stack.buckets().values()) {
            api.makeBucket(s3, bucket.name());
        }
    }

    private void makeTable(URI endpoint, StackTable table) throws InterruptedException {
        ObjectNode request = object().put("TableName", table.name()).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode attributes = request.putArray("AttributeDefinitions");
        table.attributes()
                .forEach((name, type) ->
                        attributes.addObject().put("AttributeName", name).put("AttributeType", type));
        request.set("KeySchema", keys(table.keys()));
        putIndexes(request, "GlobalSecondaryIndexes", table.globalIndexes());
        putIndexes(request, "LocalSecondaryIndexes", table.localIndexes());
        api.make(endpoint, "dynamodb", "DynamoDB_20120810.CreateTable", request, "ResourceInUseException");
        if (table.timeToLiveAttribute() != null) {
            ObjectNode expiry = object().put("TableName", table.name());
            expiry.putObject("TimeToLiveSpecification")
                    .put("AttributeName", table.timeToLiveAttribute())
                    .put("Enabled", true);
            api.make(endpoint, "dynamodb", "DynamoDB_20120810.UpdateTimeToLive", expiry, "already enabled");
        }
    }

    private static void putIndexes(ObjectNode request, String field, List<StackTable.Index> indexes) {
        for (StackTable.Index index : indexes) {
            ObjectNode node = request.withArray(field).addObject().put("IndexName", index.name());
            node.set("KeySchema", keys(index.keys()));
            ObjectNode projection = node.putObject("Projection").put("ProjectionType", index.projection());
            index.included()
                    .forEach(attribute ->
                            projection.withArray("NonKeyAttributes").add(attribute));
        }
    }

    private static ArrayNode keys(List<StackTable.Key> keys) {
        ArrayNode schema = JsonNodeFactory.instance.arrayNode();
        keys.forEach(
                key -> schema.addObject().put("AttributeName", key.attribute()).put("KeyType", key.type()));
        return schema;
    }

    /** A dead-letter queue must be there before the queue that names it. */
    private void makeQueue(URI endpoint, StackQueue queue, Stack stack, Set<String> made) throws InterruptedException {
        if (!made.add(queue.logicalId())) {
            return;
        }
        StackQueue.Redrive redrive = queue.redrive();
        for (StackQueue other : stack.queues().values()) {
            if (redrive != null && redrive.deadLetterQueueArn().equals(other.arn())) {
                makeQueue(endpoint, other, stack, made);
            }
        }
        ObjectNode request = object().put("QueueName", queue.name());
        ObjectNode attributes = request.putObject("Attributes")
                .put(
                        "VisibilityTimeout",
                        Long.toString(queue.visibilityTimeout().toSeconds()))
                .put("DelaySeconds", Long.toString(queue.delay().toSeconds()))
                .put(
                        "ReceiveMessageWaitTimeSeconds",
                        Long.toString(queue.receiveWait().toSeconds()));
        if (redrive != null) {
            ObjectNode policy = object().put("deadLetterTargetArn", redrive.deadLetterQueueArn())
                    .put("maxReceiveCount", redrive.maxReceiveCount());
            attributes.put("RedrivePolicy", policy.toString());
        }
        api.make(endpoint, "sqs", "AmazonSQS.CreateQueue", request, "QueueNameExists");
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
