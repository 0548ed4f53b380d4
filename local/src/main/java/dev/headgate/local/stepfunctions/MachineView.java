package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.stepfunctions.integration.Json;

/** Machines as the API shows them. */
final class MachineView {
    private MachineView() {}

    /** An entry of ListStateMachines. */
    static ObjectNode entry(Machine machine) {
        ObjectNode view = Json.object()
                .put("stateMachineArn", machine.arn())
                .put("name", machine.name())
                .put("type", machine.type().name());
        return Timestamps.put(view, "creationDate", machine.creationDate());
    }

    /** The answer of DescribeStateMachine. */
    static ObjectNode description(Machine machine, boolean withDefinition) {
        ObjectNode view = entry(machine)
                .put("status", machine.deleting() ? "DELETING" : "ACTIVE")
                .put("definition", withDefinition ? machine.definition() : "")
                .put("roleArn", machine.roleArn())
                .put("revisionId", machine.revisionId());
        putSettings(view);
        return view;
    }

    /** The answer of DescribeStateMachineForExecution: the machine as the execution started with it. */
    static ObjectNode ofExecution(RecordedExecution recorded) {
        Machine machine = recorded.machine();
        ObjectNode view = Json.object()
                .put("stateMachineArn", recorded.execution().request().stateMachineArn())
                .put("name", recorded.execution().request().stateMachineName())
                .put("definition", machine.definition())
                .put("roleArn", machine.roleArn())
                .put("revisionId", machine.revisionId());
        Timestamps.put(view, "updateDate", machine.updateDate());
        putSettings(view);
        var run = recorded.execution().mapRun();
        if (run != null) {
            view.put("mapRunArn", run.arn());
        }
        return view;
    }

    /** Nothing is logged or traced here, whatever was asked for. */
    private static void putSettings(ObjectNode view) {
        view.putObject("loggingConfiguration").put("level", "OFF").put("includeExecutionData", false);
        view.putObject("tracingConfiguration").put("enabled", false);
        view.putObject("encryptionConfiguration").put("type", "AWS_OWNED_KEY");
    }
}
