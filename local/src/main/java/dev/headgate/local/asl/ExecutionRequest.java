package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An execution to start.
 *
 * @param stateMachineArn the {@code StateMachine.Id} of the context
 * @param stateMachineName the {@code StateMachine.Name} of the context
 * @param executionArn the {@code Execution.Id} of the context
 * @param name the {@code Execution.Name} of the context
 * @param roleArn the {@code Execution.RoleArn} of the context
 * @param input the first state's input; it must not be changed afterwards
 */
public record ExecutionRequest(
        String stateMachineArn,
        String stateMachineName,
        String executionArn,
        String name,
        String roleArn,
        JsonNode input) {

    /** Returns what a child of a Map Run is started with; {@code label} is the Map's. */
    ExecutionRequest child(String label, String childName, JsonNode childInput) {
        return new ExecutionRequest(
                stateMachineArn + "/" + label,
                stateMachineName + "/" + label,
                Arns.childExecution(this, label, childName),
                childName,
                roleArn,
                childInput);
    }
}
