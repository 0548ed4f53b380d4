package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloudwatch.CloudWatch;
import dev.headgate.local.cloudwatch.MetricStore;
import dev.headgate.local.cloudwatch.QueueAge;
import dev.headgate.local.cloudwatch.ServiceMetrics;
import dev.headgate.local.lambda.EventSourceMappings;
import dev.headgate.local.lambda.FunctionCounts;
import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.template.StackQueue;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Measures Lambda and SQS as CloudWatch does, by what has changed since the last time. */
final class ServiceMeter implements CloudWatch.Meter {

    private static final FunctionCounts NONE = new FunctionCounts(0, 0, 0, 0, Duration.ZERO);

    private final LocalApi api = new LocalApi();
    private final LambdaService lambda;
    private final EventSourceMappings mappings;
    private final URI sqs;
    private final List<StackQueue> queues;
    private final Map<String, FunctionCounts> before = new HashMap<>();
    private final Map<String, QueueAge> ages = new HashMap<>();

    /** @param queues those that anybody wants to know of */
    ServiceMeter(LambdaService lambda, EventSourceMappings mappings, URI sqs, Collection<StackQueue> queues) {
        this.lambda = lambda;
        this.mappings = mappings;
        this.sqs = sqs;
        this.queues = List.copyOf(queues);
    }

    @Override
    public void measure(MetricStore store, Instant now) throws InterruptedException {
        lambda.counts().forEach((function, counts) -> measure(function, counts, store, now));
        for (StackQueue queue : queues) {
            measure(queue, store, now);
        }
    }

    /** Each invocation is a 1, and a 1 or a 0 for its error and its throttle. */
    private void measure(String function, FunctionCounts counts, MetricStore store, Instant now) {
        FunctionCounts old = before.getOrDefault(function, NONE);
        long invocations = counts.invocations() - old.invocations();
        long errors = counts.errors() - old.errors();
        long throttles = counts.throttles() - old.throttles();
        store.add(ServiceMetrics.LAMBDA.metric("Invocations", function), now, 1, invocations);
        store.add(ServiceMetrics.LAMBDA.metric("Errors", function), now, 1, errors);
        store.add(ServiceMetrics.LAMBDA.metric("Errors", function), now, 0, invocations - errors);
        store.add(ServiceMetrics.LAMBDA.metric("Throttles", function), now, 1, throttles);
        store.add(ServiceMetrics.LAMBDA.metric("Throttles", function), now, 0, invocations);
        before.put(function, counts);
    }

    private void measure(StackQueue queue, MetricStore store, Instant now) throws InterruptedException {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("QueueUrl", queue.url());
        request.putArray("AttributeNames").add("All");
        JsonNode attributes =
                api.call(sqs, "sqs", "AmazonSQS.GetQueueAttributes", request).path("Attributes");
        long messages = 0;
        for (String state : List.of("", "NotVisible", "Delayed")) {
            long number = attributes.path("ApproximateNumberOfMessages" + state).asLong();
            String name = "ApproximateNumberOfMessages" + (state.isEmpty() ? "Visible" : state);
            store.add(ServiceMetrics.SQS.metric(name, queue.name()), now, (double) number);
            messages += number;
        }
        Duration age = ages.computeIfAbsent(queue.name(), _ -> new QueueAge())
                .observe(now, messages, mappings.deleted(queue.url()));
        store.add(ServiceMetrics.SQS.metric("ApproximateAgeOfOldestMessage", queue.name()), now, (double)
                age.toSeconds());
    }
}
