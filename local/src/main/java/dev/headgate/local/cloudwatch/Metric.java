package dev.headgate.local.cloudwatch;

import java.util.Map;

/** What a metric is known by. */
public record Metric(String namespace, String name, Map<String, String> dimensions) {

    public Metric {
        dimensions = Map.copyOf(dimensions);
    }
}
