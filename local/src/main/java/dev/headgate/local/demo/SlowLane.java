package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;

/** Waits until the slow lane is empty: what went there is late, and not lost. */
final class SlowLane {
    private static final int EMPTY_LOOKS = 2;

    private final AwsJson aws;
    private final URI endpoint;
    private final String queueUrl;
    private final Duration lookEvery;

    SlowLane(AwsJson aws, URI endpoint, String queueUrl, Duration lookEvery) {
        this.aws = aws;
        this.endpoint = endpoint;
        this.queueUrl = queueUrl;
        this.lookEvery = lookEvery;
    }

    /** Returns when the queue has been empty for some looks, with nothing in the worker's hands. */
    void drain(PrintStream notes) throws InterruptedException {
        int waiting = messages();
        if (waiting > 0) {
            notes.println("Waiting for " + Words.count(waiting) + " messages in the slow lane");
        }
        for (int empty = waiting == 0 ? EMPTY_LOOKS : 0; empty < EMPTY_LOOKS; ) {
            Thread.sleep(lookEvery);
            empty = messages() == 0 ? empty + 1 : 0;
        }
    }

    private int messages() throws InterruptedException {
        ObjectNode arguments = AwsJson.arguments().put("QueueUrl", queueUrl);
        arguments.putArray("AttributeNames").add("All");
        JsonNode attributes = aws.call(endpoint, AwsJson.Service.SQS, "GetQueueAttributes", arguments)
                .path("Attributes");
        return attributes.path("ApproximateNumberOfMessages").asInt()
                + attributes.path("ApproximateNumberOfMessagesNotVisible").asInt()
                + attributes.path("ApproximateNumberOfMessagesDelayed").asInt();
    }
}
