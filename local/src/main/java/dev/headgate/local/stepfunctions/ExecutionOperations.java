package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.stepfunctions.integration.Json;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Start, describe, list and stop executions. */
final class ExecutionOperations {
    private final Machines machines;
    private final Executions executions;

    ExecutionOperations(Machines machines, Executions executions) {
        this.machines = machines;
        this.executions = executions;
    }

    void register(Map<String, Operation> operations) {
        operations.put("StartExecution", this::start);
        operations.put("StartSyncExecution", this::startSync);
        operations.put("DescribeExecution", this::describe);
        operations.put("ListExecutions", this::list);
        operations.put("StopExecution", this::stop);
        operations.put("DescribeStateMachineForExecution", this::describeMachine);
    }

    private RecordedExecution begin(ApiRequest request, Machine machine) {
        JsonNode input = ExecutionInput.parse(request.text("input").orElse("{}"));
        return executions.start(machine, request.text("name").orElse(null), input);
    }

    private JsonNode start(ApiRequest request) {
        RecordedExecution started = begin(request, machines.startable(request.requireArn("stateMachineArn")));
        ObjectNode answer = Json.object().put("executionArn", started.arn());
        return Timestamps.put(answer, "startDate", started.execution().startDate());
    }

    private JsonNode startSync(ApiRequest request) throws InterruptedException {
        Machine machine = machines.startable(request.requireArn("stateMachineArn"));
        if (machine.type() != MachineType.EXPRESS) {
            throw unsupportedType(machine);
        }
        RecordedExecution started = begin(request, machine);
        started.execution().await();
        ObjectNode answer = ExecutionView.entry(started);
        ExecutionView.putResult(answer, started.execution(), IncludedData.of(request));
        answer.set("billingDetails", billing(started.execution()));
        return answer;
    }

    /** Express workflows are billed for memory and time, 100 ms at least; the smallest memory stands for what it is. */
    private static ObjectNode billing(Execution execution) {
        var end = execution.stopDate();
        long millis =
                end == null ? 0 : Duration.between(execution.startDate(), end).toMillis();
        return Json.object()
                .put("billedMemoryUsedInMB", 64)
                .put("billedDurationInMilliseconds", Math.ceilDiv(Math.max(millis, 1), 100L) * 100L);
    }

    private JsonNode describe(ApiRequest request) {
        return ExecutionView.description(require(request), IncludedData.of(request));
    }

    private JsonNode describeMachine(ApiRequest request) {
        return MachineView.ofExecution(require(request));
    }

    private JsonNode stop(ApiRequest request) throws InterruptedException {
        Execution execution = require(request).execution();
        execution.abort(
                request.text("error").orElse(null), request.text("cause").orElse(null));
        execution.await();
        return Timestamps.put(Json.object(), "stopDate", execution.stopDate());
    }

    private JsonNode list(ApiRequest request) {
        String owner = owner(request);
        OptionalLong place = PageToken.read(request);
        Stream<RecordedExecution> rest = (place.isPresent()
                        ? executions.index().newestFirst(owner, place.getAsLong())
                        : executions.index().newestFirst(owner))
                .stream();
        var status = request.text("statusFilter");
        Stream<RecordedExecution> wanted = rest.filter(recorded ->
                status.isEmpty() || recorded.execution().status().name().equals(status.get()));
        return Page.of(request, "executions", wanted, ExecutionView::entry, RecordedExecution::place);
    }

    /** Whose executions are asked for: a machine's, or a Map Run's. */
    private String owner(ApiRequest request) {
        if (request.text("mapRunArn").isPresent()
                == request.text("stateMachineArn").isPresent()) {
            throw ApiRequest.invalid("exactly one of stateMachineArn and mapRunArn must be given");
        }
        if (request.text("mapRunArn").isPresent()) {
            return executions.requireMapRun(request.requireArn("mapRunArn")).arn();
        }
        Machine machine = machines.require(request.requireArn("stateMachineArn"));
        if (machine.type() == MachineType.EXPRESS) {
            throw unsupportedType(machine);
        }
        return machine.arn();
    }

    private RecordedExecution require(ApiRequest request) {
        return executions.require(request.requireArn("executionArn"));
    }

    private static ApiException unsupportedType(Machine machine) {
        return new ApiException(
                "StateMachineTypeNotSupported",
                "State Machine Type Not Supported: '" + machine.arn() + "' is " + machine.type());
    }
}
