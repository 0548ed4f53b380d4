package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an execution ended.
 *
 * @param output null unless it succeeded
 * @param error the name of the error it ended with, if any
 * @param cause what it says of the error, if anything
 */
record Outcome(
        ExecutionStatus status,
        Instant stopDate,
        @Nullable JsonNode output,
        @Nullable String error,
        @Nullable String cause) {

    static Outcome succeeded(JsonNode output, Instant now) {
        return new Outcome(ExecutionStatus.SUCCEEDED, now, output, null, null);
    }

    static Outcome failed(@Nullable String error, @Nullable String cause, Instant now) {
        return new Outcome(ExecutionStatus.FAILED, now, null, error, cause);
    }

    /** Returns the type of the execution's last event. */
    EventType eventType() {
        return switch (status) {
            case SUCCEEDED -> EventType.EXECUTION_SUCCEEDED;
            case TIMED_OUT -> EventType.EXECUTION_TIMED_OUT;
            case ABORTED -> EventType.EXECUTION_ABORTED;
            case FAILED, RUNNING -> EventType.EXECUTION_FAILED;
        };
    }

    /** Returns what the execution's last event says. */
    Map<String, Object> eventDetails() {
        return output == null ? Details.failure(error, cause) : Map.of("output", output);
    }
}
