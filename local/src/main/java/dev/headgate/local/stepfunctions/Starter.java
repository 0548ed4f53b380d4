package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.stepfunctions.integration.ExecutionStarter;
import dev.headgate.local.stepfunctions.integration.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts executions for Task states. */
final class Starter implements ExecutionStarter {
    private final Machines machines;
    private final Executions executions;

    Starter(Machines machines, Executions executions) {
        this.machines = machines;
        this.executions = executions;
    }

    @Override
    public Child start(String stateMachineArn, @Nullable String name, JsonNode input) throws TaskFailedException {
        try {
            String text = input.isTextual() ? input.textValue() : Json.text(input);
            Machine machine = machines.startable(stateMachineArn);
            return new Started(executions.start(machine, name, ExecutionInput.parse(text)));
        } catch (ApiException e) {
            throw new TaskFailedException("StepFunctions." + e.type() + "Exception", e.problem());
        }
    }

    private record Started(RecordedExecution recorded) implements Child {
        @Override
        public String arn() {
            return recorded.arn();
        }

        @Override
        public Instant startDate() {
            return recorded.execution().startDate();
        }

        @Override
        public JsonNode await() throws InterruptedException {
            recorded.execution().await();
            return result(recorded);
        }

        @Override
        public void stop() {
            recorded.execution().abort(null, null);
        }
    }

    /** DescribeExecution's answer as the SDK for Java writes it, dates in milliseconds. */
    private static ObjectNode result(RecordedExecution recorded) {
        Execution execution = recorded.execution();
        ObjectNode result = Json.object().put("ExecutionArn", recorded.arn());
        result.put("StateMachineArn", execution.request().stateMachineArn());
        result.put("Name", execution.request().name());
        result.put("Status", execution.status().name());
        result.put("StartDate", execution.startDate().toEpochMilli());
        var stopDate = execution.stopDate();
        if (stopDate != null) {
            result.put("StopDate", stopDate.toEpochMilli());
        }
        result.put("Input", Json.text(execution.request().input()));
        result.putObject("InputDetails").put("Included", true);
        return putEnd(result, execution);
    }

    private static ObjectNode putEnd(ObjectNode result, Execution execution) {
        var output = execution.output();
        if (output != null) {
            result.put("Output", Json.text(output));
            result.putObject("OutputDetails").put("Included", true);
        }
        if (execution.error() != null) {
            result.put("Error", execution.error());
        }
        if (execution.cause() != null) {
            result.put("Cause", execution.cause());
        }
        return result;
    }
}
