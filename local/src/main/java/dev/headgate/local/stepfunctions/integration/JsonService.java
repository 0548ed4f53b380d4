package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A service that speaks AWS's JSON protocol.
 *
 * @param errors how its errors are named
 * @param target the first part of {@code X-Amz-Target}
 * @param signingName the service's name in the scope of a signature
 */
record JsonService(
        HttpSender http, URI endpoint, String region, ServiceErrors errors, String target, String signingName) {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    static JsonService dynamodb(HttpSender http, URI endpoint, String region) {
        return new JsonService(http, endpoint, region, ServiceErrors.DYNAMODB, "DynamoDB_20120810", "dynamodb");
    }

    static JsonService sqs(HttpSender http, URI endpoint, String region) {
        return new JsonService(http, endpoint, region, ServiceErrors.SQS, "AmazonSQS", "sqs");
    }

    /**
     * The operation's answer with the SDK's metadata.
     *
     * @param caller stands as the access key id: nothing here checks a signature, and who logs requests sees who asked
     */
    ObjectNode call(String operation, JsonNode request, String caller)
            throws TaskFailedException, InterruptedException {
        HttpResponse<byte[]> response = send(operation, request, caller);
        JsonNode body = Json.parse(response.body()).filter(JsonNode::isObject).orElseGet(Json::object);
        if (response.statusCode() != 200) {
            throw errors.of(response.statusCode(), body);
        }
        return SdkMetadata.add((ObjectNode) body, response);
    }

    private HttpResponse<byte[]> send(String operation, JsonNode request, String caller)
            throws TaskFailedException, InterruptedException {
        HttpRequest post = HttpRequest.newBuilder(endpoint)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/x-amz-json-1.0")
                .header("X-Amz-Target", target + "." + operation)
                .header("Authorization", authorization(caller))
                .POST(BodyPublishers.ofByteArray(Json.bytes(request)))
                .build();
        try {
            return http.send(post);
        } catch (IOException e) {
            throw errors.unreachable(e);
        }
    }

    private String authorization(String caller) {
        String day = LocalDate.now(ZoneOffset.UTC).toString().replace("-", "");
        return "AWS4-HMAC-SHA256 Credential=" + caller + "/" + day + "/" + region + "/" + signingName
                + "/aws4_request, SignedHeaders=host;x-amz-target, Signature=" + "0".repeat(64);
    }
}
