package dev.headgate.local.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.cloudwatch.MetricStore;
import dev.headgate.local.cloudwatch.ServiceMetrics;
import dev.headgate.local.stepfunctions.StatusListener;
import java.time.InstantSource;
import java.util.Map;

/** Measures executions as CloudWatch does, by their changes of status. */
record ExecutionMeter(MetricStore store, InstantSource clock) implements StatusListener {

    private static final Map<String, String> NAMES = Map.of(
            "RUNNING", "ExecutionsStarted",
            "SUCCEEDED", "ExecutionsSucceeded",
            "FAILED", "ExecutionsFailed",
            "TIMED_OUT", "ExecutionsTimedOut",
            "ABORTED", "ExecutionsAborted");

    @Override
    public void onStatusChange(JsonNode event) {
        String machine = event.at("/detail/stateMachineArn").asText();
        String name = NAMES.getOrDefault(event.at("/detail/status").asText(), "");
        if (!machine.contains("/")) { // a child of a Map Run counts with its parent
            store.add(ServiceMetrics.STATES.metric(name, machine), clock.instant(), 1);
        }
    }
}
