package dev.headgate.local.cloudwatch;

import java.util.Map;
import java.util.Set;

/** The metrics of AWS's services that are measured on this machine, each by one dimension. */
public enum ServiceMetrics {
    LAMBDA("AWS/Lambda", "FunctionName", "Invocations|Errors|Throttles"),
    SQS(
            "AWS/SQS",
            "QueueName",
            "ApproximateAgeOfOldestMessage|ApproximateNumberOfMessages(Visible|NotVisible|Delayed)"),
    STATES("AWS/States", "StateMachineArn", "Executions(Started|Succeeded|Failed|TimedOut|Aborted)");

    private static final String OF_AWS = "AWS/";

    private final String namespace;
    private final String dimension;
    /** An expression that matches them. */
    private final String names;

    ServiceMetrics(String namespace, String dimension, String names) {
        this.namespace = namespace;
        this.dimension = dimension;
        this.names = names;
    }

    /** A metric of this service. */
    public Metric metric(String name, String of) {
        return new Metric(namespace, name, Map.of(dimension, of));
    }

    /** Whether it is a metric of this service. */
    public boolean has(Metric metric) {
        return metric.namespace().equals(namespace);
    }

    /** What it is a metric of, such as a function's name. */
    public String subject(Metric metric) {
        return metric.dimensions().getOrDefault(dimension, "");
    }

    /** Checks that a metric has values here. @throws IllegalArgumentException if it is of AWS's and nobody measures it */
    public static void requireMeasured(Metric metric) {
        if (!metric.namespace().startsWith(OF_AWS)) {
            return;
        }
        for (ServiceMetrics service : values()) {
            if (service.has(metric)) {
                service.require(metric);
                return;
            }
        }
        throw new IllegalArgumentException("the namespace " + metric.namespace() + " is not measured on this machine");
    }

    private void require(Metric metric) {
        if (!metric.name().matches(names)) {
            throw new IllegalArgumentException(
                    "the metric " + metric.name() + " of " + namespace + " is not measured on this machine");
        }
        if (!metric.dimensions().keySet().equals(Set.of(dimension))) {
            throw new IllegalArgumentException("the metrics of " + namespace + " must have the dimension " + dimension
                    + " on this machine, got: " + metric.dimensions().keySet());
        }
    }
}
