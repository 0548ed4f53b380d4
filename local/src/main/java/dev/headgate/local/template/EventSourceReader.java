package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the Events of a function that are of type SQS; {@link RuleReader} has the rules, any other type is refused. */
final class EventSourceReader {

    private static final Set<String> USED = Set.of(
            "BatchSize",
            "Enabled",
            "FunctionResponseTypes",
            "MaximumBatchingWindowInSeconds",
            "Queue",
            "ScalingConfig");
    private static final Set<String> INERT = Set.of("MetricsConfig");

    /** Lambda's own default for a queue. */
    private static final int DEFAULT_BATCH_SIZE = 10;

    private final Map<String, StackQueue> queues;

    EventSourceReader(Map<String, StackQueue> queues) {
        this.queues = queues;
    }

    List<StackEventSource> read(Declared function) {
        List<StackEventSource> sources = new ArrayList<>();
        function.fields().tree("Events").properties().forEach(event -> {
            String path = function.path() + ".Events." + event.getKey();
            if (!event.getValue().path("Type").asText().equals(RuleReader.TYPE)) {
                sources.add(source(function.logicalId(), event.getKey(), event.getValue(), path));
            }
        });
        return sources;
    }

    private StackEventSource source(String function, String name, JsonNode event, String path) {
        Fields fields = new Fields(event, path).only(Set.of("Type", "Properties"), Set.of());
        String type = fields.requireText("Type");
        if (!type.equals("SQS")) {
            throw new TemplateException(path + ".Type", "must be SQS or EventBridgeRule on this machine, got: " + type);
        }
        Fields properties = fields.fields("Properties").only(USED, INERT);
        return new StackEventSource(
                function + name,
                function,
                queue(properties),
                properties.integer("BatchSize", DEFAULT_BATCH_SIZE),
                properties.seconds("MaximumBatchingWindowInSeconds", 0),
                properties.fields("ScalingConfig").integer("MaximumConcurrency"),
                properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                properties.truth("Enabled", true));
    }

    private String queue(Fields properties) {
        String arn = properties.requireText("Queue");
        return queues.values().stream()
                .filter(queue -> queue.arn().equals(arn))
                .map(StackQueue::logicalId)
                .findFirst()
                .orElseThrow(() ->
                        new TemplateException(properties.path() + ".Queue", arn + " is no queue of this template"));
    }
}
