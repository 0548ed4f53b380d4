package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.MapRun;
import dev.headgate.local.stepfunctions.integration.Json;

/** Executions as the API shows them. */
final class ExecutionView {
    private ExecutionView() {}

    /** An entry of ListExecutions. */
    static ObjectNode entry(RecordedExecution recorded) {
        Execution execution = recorded.execution();
        ObjectNode view = Json.object()
                .put("executionArn", recorded.arn())
                .put("stateMachineArn", execution.request().stateMachineArn())
                .put("name", execution.request().name())
                .put("status", execution.status().name());
        Timestamps.put(view, "startDate", execution.startDate());
        Timestamps.put(view, "stopDate", execution.stopDate());
        MapRun run = execution.mapRun();
        if (run != null) {
            view.put("mapRunArn", run.arn());
        }
        return view.put("redriveCount", 0);
    }

    /** The answer of DescribeExecution. */
    static ObjectNode description(RecordedExecution recorded, boolean withData) {
        Execution execution = recorded.execution();
        ObjectNode view = entry(recorded);
        putResult(view, execution, withData);
        view.put("redriveStatus", "NOT_REDRIVABLE");
        return view.put("redriveStatusReason", redriveReason(execution.status()));
    }

    /** Input, output, error and cause, as far as there are. */
    static void putResult(ObjectNode view, Execution execution, boolean withData) {
        if (withData) {
            view.put("input", Json.text(execution.request().input()));
        }
        view.putObject("inputDetails").put("included", withData);
        var output = execution.output();
        if (output != null) {
            view.putObject("outputDetails").put("included", withData);
            if (withData) {
                view.put("output", Json.text(output));
            }
        }
        if (execution.error() != null) {
            view.put("error", execution.error());
        }
        if (execution.cause() != null) {
            view.put("cause", execution.cause());
        }
    }

    private static String redriveReason(ExecutionStatus status) {
        return switch (status) {
            case RUNNING -> "Execution is RUNNING and cannot be redriven";
            case SUCCEEDED -> "Execution is SUCCEEDED and cannot be redriven";
            case FAILED, TIMED_OUT, ABORTED -> "This local Step Functions does not redrive";
        };
    }
}
