package dev.headgate.local.gateway;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.gateway.ChatRequest.InvalidChatException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer, ready to be sent.
 *
 * @param status HTTP status
 * @param headers beside those that every answer has
 * @param body a JSON object
 */
record Reply(int status, Map<String, String> headers, ObjectNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static final String BANNER = "headgate stand-in gateway: a word list, not an AI";

    /** Returns an answer in OpenAI's error form. */
    static Reply error(int status, String type, String code, String message) {
        return error(status, type, code, message, null);
    }

    /** Returns the answer to a request that cannot be served as it is. */
    static Reply invalid(InvalidChatException problem) {
        String message = String.valueOf(problem.getMessage());
        return error(Call.BAD_REQUEST, "invalid_request_error", "invalid_value", message, problem.param());
    }

    private static Reply error(int status, String type, String code, String message, @Nullable String param) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject("error")
                .put("message", message)
                .put("type", type)
                .put("param", param)
                .put("code", code);
        return new Reply(status, Map.of(), body);
    }

    /** Returns this answer with what the limit says of itself, in OpenAI's headers and, if refused, Retry-After. */
    Reply limited(int limit, CallGate.Verdict verdict) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put("x-ratelimit-limit-requests", Integer.toString(limit));
        all.put("x-ratelimit-remaining-requests", Long.toString(verdict.remaining()));
        all.put("x-ratelimit-reset-requests", GoDuration.of(verdict.reset()));
        if (!verdict.allowed()) {
            all.put("Retry-After", Long.toString(verdict.retryAfterSeconds()));
        }
        return new Reply(status, Map.copyOf(all), body);
    }
}
