package dev.headgate.local.stepfunctions;

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
    /** Whether it has not ended yet. */
    public boolean running() {
        return status.equals("RUNNING");
    }
}
