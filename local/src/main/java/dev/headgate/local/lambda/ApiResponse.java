package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer of Lambda's API, before it is sent. */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record ApiResponse(int status, Map<String, String> headers, byte[] body) {
    static ApiResponse json(int status, JsonNode body) {
        return new ApiResponse(status, Map.of(), body.toString().getBytes(StandardCharsets.UTF_8));
    }
}
