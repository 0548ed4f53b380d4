package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionRequest;
import dev.headgate.local.stepfunctions.integration.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an execution at one moment.
 *
 * @param status RUNNING, SUCCEEDED, FAILED, TIMED_OUT or ABORTED
 * @param output JSON text, once succeeded
 * @param billedTransitions its own and those of its Map Runs' executions, so far
 */
public record ExecutionSummary(
        String executionArn,
        String stateMachineArn,
        String status,
        Instant startDate,
        @Nullable Instant stopDate,
        String input,
        @Nullable String output,
        @Nullable String error,
        @Nullable String cause,
        long billedTransitions) {
    static ExecutionSummary of(Execution execution) {
        ExecutionRequest request = execution.request();
        var output = execution.output();
        return new ExecutionSummary(
                request.executionArn(),
                request.stateMachineArn(),
                execution.status().name(),
                execution.startDate(),
                execution.stopDate(),
                Json.text(request.input()),
                output == null ? null : Json.text(output),
                execution.error(),
                execution.cause(),
                execution.billedTransitions());
    }

    /** Whether it has not ended yet. */
    public boolean running() {
        return status.equals("RUNNING");
    }
}
