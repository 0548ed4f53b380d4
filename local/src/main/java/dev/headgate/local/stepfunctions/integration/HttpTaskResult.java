package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;

/** What an HTTP Task's state sees of an answer. */
final class HttpTaskResult {
    private HttpTaskResult() {}

    static ObjectNode of(HttpAnswer response) {
        ObjectNode result = Json.object();
        ObjectNode headers = result.putObject("Headers");
        response.headers().forEach((name, values) -> {
            ArrayNode array = headers.putArray(name);
            values.forEach(array::add);
        });
        result.set("ResponseBody", body(response));
        return result.put("StatusCode", response.status()).put("StatusText", response.reason());
    }

    private static JsonNode body(HttpAnswer response) {
        String type = response.header("content-type").orElse("");
        JsonNode text = new TextNode(new String(response.body(), StandardCharsets.UTF_8));
        return type.contains("json") ? Json.parse(response.body()).orElse(text) : text;
    }
}
