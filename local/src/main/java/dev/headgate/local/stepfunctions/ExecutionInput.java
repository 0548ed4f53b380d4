package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.stepfunctions.integration.Json;
import java.nio.charset.StandardCharsets;

/** The input of a new execution. */
final class ExecutionInput {
    /** 256 KiB, the quota of an execution's input. */
    private static final int MAX_BYTES = 262_144;

    private ExecutionInput() {}

    /** The input's JSON; an empty object where there is none. @throws ApiException InvalidExecutionInput */
    static JsonNode parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > MAX_BYTES) {
            throw invalid("input must be at most " + MAX_BYTES + " bytes, got: " + bytes.length);
        }
        return Json.parse(bytes).orElseThrow(() -> invalid("input is not JSON"));
    }

    private static ApiException invalid(String problem) {
        return new ApiException("InvalidExecutionInput", "Invalid State Machine Execution Input: '" + problem + "'");
    }
}
