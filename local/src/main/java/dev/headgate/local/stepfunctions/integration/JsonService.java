package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.TaskFailedException;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * A service that speaks AWS's JSON protocol.
 *
 * @param errors how its errors are named
 * @param target the first part of {@code X-Amz-Target}
 * @param signingName the service's name in the scope of a signature
 */
record JsonService(
        HttpSender http, URI endpoint, String region, ServiceErrors errors, String target, String signingName) {
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
        HttpAnswer response = send(operation, request, caller);
        JsonNode body = Json.parse(response.body()).filter(JsonNode::isObject).orElseGet(Json::object);
        if (response.status() != 200) {
            throw errors.of(response.status(), body);
        }
        return SdkMetadata.add((ObjectNode) body, response);
    }

    private HttpAnswer send(String operation, JsonNode request, String caller)
            throws TaskFailedException, InterruptedException {
        Map<String, String> headers = Map.of(
                "Content-Type",
                "application/x-amz-json-1.0",
                "X-Amz-Target",
                target + "." + operation,
                "Authorization",
                authorization(caller));
        try {
            return http.send(new HttpCall("POST", endpoint, headers, Json.bytes(request)));
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
