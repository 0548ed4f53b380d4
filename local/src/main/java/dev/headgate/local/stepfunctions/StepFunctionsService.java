package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.stepfunctions.integration.ConnectionLookup;
import dev.headgate.local.stepfunctions.integration.FunctionInvoker;
import java.io.IOException;
import java.net.URI;

/** Step Functions on this machine: the API on a port, and the same in Java for the local run. */
public final class StepFunctionsService implements AutoCloseable {
    /** Starts the API. @throws java.net.BindException where the port is taken */
    public StepFunctionsService(StepFunctionsOptions options, FunctionInvoker functions, ConnectionLookup connections)
            throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Where the API listens. */
    public URI endpoint() {
        throw new UnsupportedOperationException();
    }

    /** The ARN of the new machine. @throws ApiException InvalidDefinition, StateMachineAlreadyExists */
    public String createStateMachine(String name, JsonNode definition, MachineType type) {
        throw new UnsupportedOperationException();
    }

    /** The ARN of the new execution. @param name unique per machine; null makes one up */
    public String start(String stateMachineArn, @org.jspecify.annotations.Nullable String name, String input) {
        throw new UnsupportedOperationException();
    }

    /** The execution as it is now. */
    public ExecutionSummary describe(String executionArn) {
        throw new UnsupportedOperationException();
    }

    /** State transitions of all executions since the start, those of Map Runs' executions and retries included. */
    public long billedTransitions() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
