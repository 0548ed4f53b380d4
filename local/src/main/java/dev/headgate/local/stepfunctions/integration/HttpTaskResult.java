package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What an HTTP Task's state sees of an answer. */
final class HttpTaskResult {
    /** Reason phrases (RFC 9110, section 15); the client drops what the server sent. */
    private static final Map<Integer, String> TEXTS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(204, "No Content"),
            Map.entry(304, "Not Modified"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(413, "Content Too Large"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(422, "Unprocessable Content"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private HttpTaskResult() {}

    static ObjectNode of(HttpResponse<byte[]> response) {
        ObjectNode result = Json.object();
        ObjectNode headers = result.putObject("Headers");
        response.headers().map().forEach((name, values) -> {
            ArrayNode array = headers.putArray(name);
            values.forEach(array::add);
        });
        result.set("ResponseBody", body(response));
        return result.put("StatusCode", response.statusCode()).put("StatusText", statusText(response));
    }

    static String statusText(HttpResponse<?> response) {
        return TEXTS.getOrDefault(response.statusCode(), "");
    }

    private static JsonNode body(HttpResponse<byte[]> response) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        JsonNode text = new TextNode(new String(response.body(), StandardCharsets.UTF_8));
        return type.contains("json") ? Json.parse(response.body()).orElse(text) : text;
    }
}
