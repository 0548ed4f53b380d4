package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;

/** ElasticMQ on a free port, and the few calls that tests make. */
public final class TestSqs implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final SQSRestServer server =
            SQSRestServerBuilder.withInterface("127.0.0.1").withPort(0).start();
    private final HttpClient http = HttpClient.newHttpClient();
    private final String endpoint =
            "http://127.0.0.1:" + server.waitUntilStarted().localAddress().getPort();

    /** Returns where it listens, for clients that the test makes. */
    public URI endpoint() {
        return URI.create(endpoint);
    }

    public String createQueue(String name, int visibilitySeconds) throws IOException, InterruptedException {
        return createQueue(name, visibilitySeconds, "");
    }

    /** Makes a queue whose messages go to the dead-letter queue after two receives, where one is named. */
    String createQueue(String name, int visibilitySeconds, String deadLetterQueue)
            throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueName", name);
        ObjectNode attributes = request.putObject("Attributes");
        attributes.put("VisibilityTimeout", Integer.toString(visibilitySeconds));
        if (!deadLetterQueue.isEmpty()) {
            String arn = "arn:aws:sqs:elasticmq:000000000000:" + deadLetterQueue;
            attributes.put("RedrivePolicy", "{\"deadLetterTargetArn\":\"" + arn + "\",\"maxReceiveCount\":\"2\"}");
        }
        call("CreateQueue", request);
        return endpoint + "/000000000000/" + name;
    }

    void send(String queueUrl, String body) throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("QueueUrl", queueUrl).put("MessageBody", body);
        request.putObject("MessageAttributes")
                .putObject("tenant")
                .put("DataType", "String")
                .put("StringValue", "seven");
        call("SendMessage", request);
    }

    Depth depth(String queueUrl) throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", queueUrl);
        request.putArray("AttributeNames").add("All");
        JsonNode attributes = call("GetQueueAttributes", request).path("Attributes");
        return new Depth(
                attributes.path("ApproximateNumberOfMessages").asInt(),
                attributes.path("ApproximateNumberOfMessagesNotVisible").asInt());
    }

    /** How many messages wait, and how many are received and not deleted. */
    record Depth(int waiting, int inFlight) {}

    /** Returns the bodies of the messages that wait, ten at most. */
    public List<String> receive(String queueUrl) throws IOException, InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", queueUrl);
        JsonNode messages =
                call("ReceiveMessage", request.put("MaxNumberOfMessages", 10)).path("Messages");
        return messages.valueStream()
                .map(message -> message.path("Body").asText())
                .toList();
    }

    private JsonNode call(String action, ObjectNode body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/"))
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", "AmazonSQS." + action)
                .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                .build();
        HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(action + " answered " + response.statusCode() + ": " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        http.shutdownNow();
        server.stopAndWait();
    }
}
