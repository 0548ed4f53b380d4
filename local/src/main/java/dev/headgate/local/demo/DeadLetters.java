package dev.headgate.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the dead-letter queue; the messages stay in it, out of sight for an hour. */
final class DeadLetters {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LOOKS_AT_NOTHING = 3;
    private static final int HIDDEN_SECONDS = 3600;

    private final AwsJson aws;
    private final URI endpoint;
    private final String queueUrl;

    DeadLetters(AwsJson aws, URI endpoint, String queueUrl) {
        this.aws = aws;
        this.endpoint = endpoint;
        this.queueUrl = queueUrl;
    }

    /** Returns the messages; a queue is taken for empty when several looks in a row find nothing. */
    List<JsonNode> read() throws InterruptedException {
        List<JsonNode> bodies = new ArrayList<>();
        int empty = 0;
        while (empty < LOOKS_AT_NOTHING) {
            JsonNode messages = receive().path("Messages");
            empty = messages.isEmpty() ? empty + 1 : 0;
            for (JsonNode message : messages) {
                bodies.add(parse(message.path("Body").asText()));
            }
        }
        return bodies;
    }

    private JsonNode receive() throws InterruptedException {
        ObjectNode arguments = AwsJson.arguments()
                .put("QueueUrl", queueUrl)
                .put("MaxNumberOfMessages", 10)
                .put("WaitTimeSeconds", 0)
                .put("VisibilityTimeout", HIDDEN_SECONDS);
        return aws.call(endpoint, AwsJson.Service.SQS, "ReceiveMessage", arguments);
    }

    private static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("unreadable", body);
        }
    }

    /** Returns the items that messages of a job hold: one of their own, or a batch that the queue gave up. */
    static Set<String> ids(List<JsonNode> messages, String job) {
        Set<String> ids = new HashSet<>();
        for (JsonNode message : messages) {
            if (message.path("job").asText().equals(job)) {
                message.path("items").forEach(item -> ids.add(item.path("id").asText()));
                ids.add(message.at("/item/id").asText());
            }
        }
        ids.remove("");
        return ids;
    }
}
