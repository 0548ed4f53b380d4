package dev.headgate.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Speaks AWS's JSON protocols with a local endpoint. Requests are not signed, only shaped as if: endpoints on this
 * machine check no signature. Whoever counts requests knows the demo's own by {@link #ACCESS_KEY}.
 */
final class AwsJson implements AutoCloseable {
    static final String ACCESS_KEY = "HEADGATEDEMO";
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final String AUTHORIZATION = "AWS4-HMAC-SHA256 Credential=" + ACCESS_KEY
            + "/20260101/us-east-1/%s/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A service: its name in signatures, the prefix of its targets and the version of its protocol. */
    enum Service {
        DYNAMODB("dynamodb", "DynamoDB_20120810", "1.0"),
        STEP_FUNCTIONS("states", "AWSStepFunctions", "1.0"),
        SQS("sqs", "AmazonSQS", "1.0");

        private final String signingName;
        private final String target;
        private final String version;

        Service(String signingName, String target, String version) {
            this.signingName = signingName;
            this.target = target;
            this.version = version;
        }
    }

    /**
     * Returns what the service answers to an operation.
     *
     * @throws DemoException when it answers with an error or not at all
     */
    JsonNode call(URI endpoint, Service service, String operation, ObjectNode arguments) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-" + service.version)
                .header("X-Amz-Target", service.target + "." + operation)
                .header("X-Amz-Date", "20260101T000000Z")
                .header("Authorization", AUTHORIZATION.formatted(service.signingName))
                .POST(HttpRequest.BodyPublishers.ofString(arguments.toString()))
                .build();
        try {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new DemoException(operation + " was refused: " + response.body());
            }
            return JSON.readTree(response.body().isEmpty() ? "{}" : response.body());
        } catch (IOException e) {
            throw new DemoException(operation + " did not reach " + endpoint + ": " + e, e);
        }
    }

    static ObjectNode arguments() {
        return JSON.createObjectNode();
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
