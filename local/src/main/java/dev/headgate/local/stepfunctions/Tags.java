package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The tags of machines. */
final class Tags {
    private final Map<String, Map<String, String>> byArn = new ConcurrentHashMap<>();

    /** @param tags a list of {@code {key, value}}, or missing */
    void put(String arn, JsonNode tags) {
        byArn.compute(arn, (_, before) -> {
            Map<String, String> after = before == null ? new TreeMap<>() : new TreeMap<>(before);
            tags.forEach(
                    tag -> after.put(tag.path("key").asText(), tag.path("value").asText()));
            return Map.copyOf(after);
        });
    }

    /** @param keys a list of texts */
    void remove(String arn, JsonNode keys) {
        byArn.computeIfPresent(arn, (_, before) -> {
            Map<String, String> after = new TreeMap<>(before);
            keys.forEach(key -> after.remove(key.asText()));
            return Map.copyOf(after);
        });
    }

    void forget(String arn) {
        byArn.remove(arn);
    }

    /** The answer of ListTagsForResource. */
    JsonNode list(String arn) {
        var answer = Json.object();
        var list = answer.putArray("tags");
        new TreeMap<>(byArn.getOrDefault(arn, Map.of()))
                .forEach((key, value) -> list.addObject().put("key", key).put("value", value));
        return answer;
    }
}
