package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.TaskTokens;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.Map;

/** Answers to task tokens. */
final class TaskOperations {
    private final TaskTokens tokens;

    TaskOperations(TaskTokens tokens) {
        this.tokens = tokens;
    }

    void register(Map<String, Operation> operations) {
        operations.put("SendTaskSuccess", this::success);
        operations.put("SendTaskFailure", this::failure);
        operations.put("SendTaskHeartbeat", request -> answer(tokens.heartbeat(request.require("taskToken"))));
    }

    private JsonNode success(ApiRequest request) {
        String token = request.require("taskToken");
        String output = request.require("output");
        JsonNode value = Json.parse(output)
                .orElseThrow(() -> new ApiException("InvalidOutput", "Invalid Output: '" + output + "'"));
        return answer(tokens.succeed(token, value));
    }

    private JsonNode failure(ApiRequest request) {
        return answer(tokens.fail(
                request.require("taskToken"),
                request.text("error").orElse(null),
                request.text("cause").orElse(null)));
    }

    private static JsonNode answer(TaskTokens.Receipt receipt) {
        return switch (receipt) {
            case ACCEPTED -> Json.object();
            case TIMED_OUT ->
                throw new ApiException(
                        "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore or has ended'");
            case INVALID -> throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
        };
    }
}
