package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What AWS adds to the answer of each optimized integration: {@code SdkHttpMetadata} and {@code SdkResponseMetadata}. */
final class SdkMetadata {
    private SdkMetadata() {}

    /** Adds them as they come from an answer. */
    static ObjectNode add(ObjectNode result, HttpAnswer response) {
        String requestId = response.header("x-amzn-requestid")
                .orElseGet(() -> UUID.randomUUID().toString());
        return add(result, response.status(), response.headers(), requestId);
    }

    /** Adds them where there was no HTTP between. */
    static ObjectNode add(ObjectNode result, int status) {
        String requestId = UUID.randomUUID().toString();
        return add(result, status, Map.of("x-amzn-RequestId", List.of(requestId)), requestId);
    }

    private static ObjectNode add(ObjectNode result, int status, Map<String, List<String>> headers, String requestId) {
        ObjectNode http = result.putObject("SdkHttpMetadata");
        ObjectNode all = http.putObject("AllHttpHeaders");
        ObjectNode single = http.putObject("HttpHeaders");
        headers.forEach((name, values) -> {
            ArrayNode array = all.putArray(name);
            values.forEach(array::add);
            single.put(name, values.getLast());
        });
        http.put("HttpStatusCode", status);
        result.putObject("SdkResponseMetadata").put("RequestId", requestId);
        return result;
    }
}
