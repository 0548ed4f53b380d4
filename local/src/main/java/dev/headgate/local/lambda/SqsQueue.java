package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A queue, by SQS's JSON protocol at the address in its URL.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html">
 *     Making requests with the JSON protocol</a>
 */
final class SqsQueue {
    /** SQS takes and gives ten messages a call. */
    static final int MAX_PER_CALL = 10;

    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient http;
    private final String queueUrl;
    private final URI endpoint;

    SqsQueue(HttpClient http, String queueUrl) {
        this.http = http;
        this.queueUrl = queueUrl;
        this.endpoint = URI.create(queueUrl).resolve("/");
    }

    String arn() {
        return Arns.queue(queueUrl);
    }

    /** Returns at most {@code max} and ten messages, waiting whole seconds, at most 20, for the first one. */
    List<SqsMessage> receive(int max, Duration wait) throws IOException, InterruptedException {
        ObjectNode request = request();
        request.put("MaxNumberOfMessages", Math.min(max, MAX_PER_CALL));
        request.put("WaitTimeSeconds", wait.toSeconds());
        request.putArray("AttributeNames").add("All");
        request.putArray("MessageAttributeNames").add("All");
        List<SqsMessage> messages = new ArrayList<>();
        call("ReceiveMessage", request, wait)
                .path("Messages")
                .forEach(message -> messages.add(new SqsMessage(message)));
        return messages;
    }

    /** Deletes messages; returns the ids of those that SQS would not delete. */
    List<String> delete(List<SqsMessage> messages) throws IOException, InterruptedException {
        List<String> refused = new ArrayList<>();
        for (int from = 0; from < messages.size(); from += MAX_PER_CALL) {
            List<SqsMessage> part = messages.subList(from, Math.min(messages.size(), from + MAX_PER_CALL));
            ObjectNode request = request();
            ArrayNode entries = request.putArray("Entries");
            for (SqsMessage message : part) {
                entries.addObject()
                        .put("Id", Integer.toString(entries.size()))
                        .put("ReceiptHandle", message.receiptHandle());
            }
            call("DeleteMessageBatch", request, Duration.ZERO)
                    .path("Failed")
                    .forEach(failed ->
                            refused.add(part.get(failed.path("Id").asInt() - 1).id()));
        }
        return refused;
    }

    private ObjectNode request() {
        return JsonNodeFactory.instance.objectNode().put("QueueUrl", queueUrl);
    }

    private JsonNode call(String action, ObjectNode body, Duration wait) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(wait.plus(ANSWER_TIMEOUT))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(action + " on " + queueUrl + " answered " + response.statusCode() + ": "
                    + new String(response.body(), StandardCharsets.UTF_8));
        }
        return JSON.readTree(response.body());
    }
}
