package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Makes the Context object.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html">its fields</a>
 */
final class ContextObject {
    private static final DateTimeFormatter MILLISECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private ContextObject() {}

    static ObjectNode of(
            Run run,
            String state,
            Instant entered,
            int retries,
            @Nullable String taskToken,
            Branch.@Nullable Item item) {
        ObjectNode context = JsonNodeFactory.instance.objectNode();
        context.set("Execution", execution(run));
        context.putObject("State")
                .put("EnteredTime", text(entered))
                .put("Name", state)
                .put("RetryCount", retries);
        context.putObject("StateMachine")
                .put("Id", run.request().stateMachineArn())
                .put("Name", run.request().stateMachineName());
        if (taskToken != null) {
            context.putObject("Task").put("Token", taskToken);
        }
        if (item != null) {
            context.putObject("Map")
                    .putObject("Item")
                    .put("Index", item.index())
                    .set("Value", item.value());
        }
        return context;
    }

    private static ObjectNode execution(Run run) {
        ExecutionRequest request = run.request();
        ObjectNode execution = JsonNodeFactory.instance.objectNode();
        execution.put("Id", request.executionArn());
        execution.set("Input", request.input());
        return execution
                .put("Name", request.name())
                .put("RoleArn", request.roleArn())
                .put("StartTime", text(run.startDate()))
                .put("RedriveCount", 0);
    }

    static String text(Instant when) {
        return MILLISECONDS.format(when);
    }
}
