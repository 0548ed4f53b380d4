package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.Pattern;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.stepfunctions.integration.ExecutionStarter.Child;
import java.util.Set;

/**
 * {@code states:startExecution}; with {@code .sync} the output stays JSON text, with {@code .sync:2} it is JSON.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/connect-stepfunctions.html">Start a new execution</a>
 */
final class StartExecution implements Integration {
    private static final Set<String> KNOWN = Set.of("StateMachineArn", "Name", "Input", "TraceHeader");

    private final ExecutionStarter executions;

    StartExecution(ExecutionStarter executions) {
        this.executions = executions;
    }

    @Override
    public JsonNode call(IntegrationCall call) throws TaskFailedException, InterruptedException {
        Arguments arguments = Arguments.of(call, KNOWN);
        Child child = executions.start(
                arguments.requireText("StateMachineArn"),
                arguments.text("Name").orElse(null),
                arguments.value("Input").orElseGet(Json::object));
        return call.pattern() == Pattern.SYNC || call.pattern() == Pattern.SYNC_2
                ? result(await(child), call.pattern())
                : started(child);
    }

    private static JsonNode started(Child child) {
        ObjectNode result = Json.object().put("ExecutionArn", child.arn());
        return SdkMetadata.add(result.put("StartDate", child.startDate().toEpochMilli()), 200);
    }

    /** Stopped with the state that waits for it. */
    private static JsonNode await(Child child) throws InterruptedException {
        try {
            return child.await();
        } catch (InterruptedException e) {
            child.stop();
            throw e;
        }
    }

    private static JsonNode result(JsonNode ended, Pattern pattern) throws TaskFailedException {
        if (!ended.path("Status").asText().equals("SUCCEEDED")) {
            throw new TaskFailedException("States.TaskFailed", Json.text(ended));
        }
        ObjectNode result = ended.deepCopy();
        if (pattern == Pattern.SYNC_2) {
            Json.parse(result.path("Output").asText()).ifPresent(output -> result.set("Output", output));
            Json.parse(result.path("Input").asText()).ifPresent(input -> result.set("Input", input));
        }
        return result;
    }
}
