package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Interpreter;
import dev.headgate.local.asl.Services;
import dev.headgate.local.asl.TaskTokens;
import dev.headgate.local.asl.Time;
import dev.headgate.local.stepfunctions.integration.ConnectionLookup;
import dev.headgate.local.stepfunctions.integration.FunctionInvoker;
import dev.headgate.local.stepfunctions.integration.Json;
import dev.headgate.local.stepfunctions.integration.S3Objects;
import dev.headgate.local.stepfunctions.integration.ServiceIntegrations;
import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Step Functions on this machine: the API on a port, and the same in Java for the local run. */
public final class StepFunctionsService implements AutoCloseable {
    private final Arns arns;
    private final Time time;
    private final TaskTokens tokens;
    private final S3Objects objects;
    private final Machines machines;
    private final Executions executions;
    private final ServiceIntegrations integrations;
    private final ApiServer server;

    /**
     * The service, listening.
     *
     * @param functions what {@code lambda:invoke} calls
     * @param connections what HTTP Tasks authenticate with
     * @throws java.net.BindException where the port is taken
     */
    public StepFunctionsService(
            StepFunctionsOptions options, FunctionInvoker functions, ConnectionLookup connections, Time time)
            throws IOException {
        this.arns = options.arns();
        this.time = time;
        ExecutionIndex index = new ExecutionIndex();
        this.machines = new Machines(arns, index::anyRunning);
        this.integrations = new ServiceIntegrations(options.endpoints(), arns.region(), functions, connections);
        this.objects = new S3Objects(options.endpoints().s3(), arns.region());
        Random random = new Random();
        this.tokens = new TaskTokens(random);
        Interpreter interpreter = new Interpreter(new Services(time, integrations, tokens, objects, random));
        this.executions = new Executions(arns, index, options.keptEvents(), interpreter);
        integrations.startExecutionsBy(new Starter(machines, executions));
        this.server = new ApiServer(options.port(), operations());
    }

    /** Where the API listens. */
    public URI endpoint() {
        return server.endpoint();
    }

    /**
     * The ARN of the new machine, or of one that is there already and the same.
     *
     * @throws ApiException InvalidDefinition, InvalidName, StateMachineAlreadyExists
     */
    public String createStateMachine(String name, JsonNode definition, MachineType type) {
        return machines.create(name, Json.text(definition), type, arns.role(), time.now())
                .arn();
    }

    /** Deletes a machine; it is gone when its last execution has ended. */
    public void deleteStateMachine(String stateMachineArn) {
        machines.delete(stateMachineArn);
    }

    /**
     * The ARN of the new execution.
     *
     * @param name unique per machine; null makes one up
     * @param input JSON text
     * @throws ApiException StateMachineDoesNotExist, ExecutionAlreadyExists, InvalidExecutionInput
     */
    public String start(String stateMachineArn, @Nullable String name, String input) {
        return executions
                .start(machines.startable(stateMachineArn), name, ExecutionInput.parse(input))
                .arn();
    }

    /** The execution as it is now. @throws ApiException ExecutionDoesNotExist */
    public ExecutionSummary describe(String executionArn) {
        return ExecutionSummary.of(executions.require(executionArn).execution());
    }

    /** Returns once the execution has ended, with what it is then. @throws ApiException ExecutionDoesNotExist */
    public ExecutionSummary await(String executionArn) throws InterruptedException {
        var execution = executions.require(executionArn).execution();
        execution.await();
        return ExecutionSummary.of(execution);
    }

    /** Adds who is told of executions that start and end. */
    public void addStatusListener(StatusListener listener) {
        executions.events().add(listener);
    }

    /** State transitions of all executions since the start, those of Map Runs' executions and retries included. */
    public long billedTransitions() {
        return executions.billing().total();
    }

    /** State transitions of one machine's executions. */
    public long billedTransitions(String stateMachineArn) {
        return executions.billing().of(stateMachineArn);
    }

    /** Stops the API and all executions. */
    @Override
    public void close() {
        server.close();
        executions.close();
        integrations.close();
        objects.close();
    }

    private Map<String, Operation> operations() {
        Tags tags = new Tags();
        Map<String, Operation> operations = new HashMap<>();
        new MachineOperations(machines, tags, time).register(operations);
        new ExecutionOperations(machines, executions).register(operations);
        new MapRunOperations(executions).register(operations);
        new TaskOperations(tokens).register(operations);
        new TagOperations(machines, tags).register(operations);
        operations.put("GetExecutionHistory", new HistoryOperation(executions));
        return operations;
    }
}
