package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call of a Task state.
 *
 * @param resource which service and action
 * @param pattern whether the answer, the end of the work or a task token is waited for
 * @param arguments the evaluated Arguments; an empty object where the state has none
 * @param taskToken the token that someone will answer, for {@link Pattern#TASK_TOKEN} only
 * @param deadline when the interpreter interrupts this call; null without TimeoutSeconds
 * @param heartbeat the longest time between two heartbeats; null without HeartbeatSeconds
 * @param executionArn the execution that calls
 * @param stateName the state that calls
 */
public record IntegrationCall(
        Resource resource,
        Pattern pattern,
        JsonNode arguments,
        @Nullable String taskToken,
        @Nullable Instant deadline,
        @Nullable Duration heartbeat,
        String executionArn,
        String stateName) {}
