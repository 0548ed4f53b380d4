package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.adjust.Aim;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.SdkHttpMethod;

/**
 * What of Lambda is adjusted: event source mappings and reserved concurrency.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_UpdateEventSourceMapping.html">UpdateEventSourceMapping</a>
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html">PutFunctionConcurrency</a>
 */
record LambdaControl(SignedApi api) {
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    /** Sets what differs: an update that changes nothing would still stop the pollers for a moment. */
    void apply(Aim.Queue queue) {
        String path = "/2015-03-31/event-source-mappings/" + encoded(queue.mapping());
        JsonNode mapping = api.call(SdkHttpMethod.GET, path, Map.of(), null);
        Map<String, Object> changes = new HashMap<>();
        int known = mapping.path("ScalingConfig").path("MaximumConcurrency").asInt();
        if (known != queue.maximumConcurrency()) {
            changes.put("ScalingConfig", Map.of("MaximumConcurrency", queue.maximumConcurrency()));
        }
        Boolean enabled = queue.enabled();
        if (enabled != null && enabled != isEnabled(mapping)) {
            changes.put("Enabled", enabled);
        }
        if (!changes.isEmpty()) {
            api.call(SdkHttpMethod.PUT, path, JSON, changes);
        }
    }

    /** Of the states that a mapping passes through, those that end enabled begin so, but Updating, which ends as it was. */
    private static boolean isEnabled(JsonNode mapping) {
        String state = mapping.path("State").asText();
        return !state.equals("Disabled") && !state.equals("Disabling");
    }

    void apply(Aim.Reserved reserved) {
        String path = "/2017-10-31/functions/" + encoded(reserved.function()) + "/concurrency";
        @Nullable Integer concurrency = reserved.concurrency();
        if (concurrency == null) {
            api.call(SdkHttpMethod.DELETE, path, Map.of(), null);
        } else {
            api.call(SdkHttpMethod.PUT, path, JSON, Map.of("ReservedConcurrentExecutions", concurrency));
        }
    }

    private static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8);
    }
}
