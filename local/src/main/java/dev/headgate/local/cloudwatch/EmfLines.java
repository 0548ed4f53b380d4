package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Takes metrics from the lines that functions print in CloudWatch's embedded metric format. Whoever prints only hands a line
 * over; it is read later, on the thread that evaluates the alarms.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html">
 *     Embedded metric format</a>
 */
final class EmfLines {
    private static final String START = "{\"_aws\"";
    private static final String MARK = "\"CloudWatchMetrics\"";
    private static final JsonMapper JSON = new JsonMapper();

    private final MetricStore store;
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    EmfLines(MetricStore store) {
        this.store = store;
    }

    /** Takes a line, if it has metrics. */
    void take(String line) {
        if (line.startsWith(START) || (line.startsWith("{") && line.contains(MARK))) {
            lines.add(line);
        }
    }

    /** Reads the lines taken so far. */
    void read() {
        for (String line = lines.poll(); line != null; line = lines.poll()) {
            read(document(line));
        }
    }

    /** As on AWS, what is no JSON, such as half a line of a process that was killed, has no metrics. */
    private static JsonNode document(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException cut) {
            return JSON.missingNode();
        }
    }

    private void read(JsonNode document) {
        Instant at = Instant.ofEpochMilli(document.at("/_aws/Timestamp").asLong());
        for (JsonNode directive : document.at("/_aws/CloudWatchMetrics")) {
            String namespace = directive.path("Namespace").asText();
            for (JsonNode names : directive.path("Dimensions")) {
                Map<String, String> dimensions = dimensions(names, document);
                for (JsonNode declared : directive.path("Metrics")) {
                    String name = declared.path("Name").asText();
                    add(new Metric(namespace, name, dimensions), at, document.path(name));
                }
            }
        }
    }

    private static Map<String, String> dimensions(JsonNode names, JsonNode document) {
        Map<String, String> dimensions = new HashMap<>();
        names.forEach(name ->
                dimensions.put(name.asText(), document.path(name.asText()).asText()));
        return dimensions;
    }

    private void add(Metric metric, Instant at, JsonNode values) {
        if (values.isNumber()) {
            store.add(metric, at, values.doubleValue());
        }
        for (JsonNode value : values) {
            store.add(metric, at, value.asDouble());
        }
    }
}
