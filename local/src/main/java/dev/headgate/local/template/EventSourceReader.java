package dev.headgate.local.template;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the Events of a function that are of type SQS. */
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
        return FunctionEvents.read(function, FunctionEvents.QUEUE, (logicalId, event) -> {
            Fields properties = event.only(USED, INERT);
            return new StackEventSource(
                    logicalId,
                    function.logicalId(),
                    queue(properties),
                    properties.integer("BatchSize", DEFAULT_BATCH_SIZE),
                    properties.seconds("MaximumBatchingWindowInSeconds", 0),
                    properties.fields("ScalingConfig").integer("MaximumConcurrency"),
                    properties.texts("FunctionResponseTypes").contains("ReportBatchItemFailures"),
                    properties.truth("Enabled", true));
        });
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
