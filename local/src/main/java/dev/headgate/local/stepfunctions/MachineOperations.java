package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Time;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Create, update, delete, list, describe and validate state machines. */
final class MachineOperations {
    private final Machines machines;
    private final Tags tags;
    private final Time time;

    MachineOperations(Machines machines, Tags tags, Time time) {
        this.machines = machines;
        this.tags = tags;
        this.time = time;
    }

    void register(Map<String, Operation> operations) {
        operations.put("CreateStateMachine", this::create);
        operations.put("UpdateStateMachine", this::update);
        operations.put("DeleteStateMachine", this::delete);
        operations.put("ListStateMachines", this::list);
        operations.put("DescribeStateMachine", this::describe);
        operations.put("ValidateStateMachineDefinition", this::validate);
    }

    private JsonNode create(ApiRequest request) {
        refusePublishing(request);
        Machine machine = machines.create(
                request.require("name"),
                request.require("definition"),
                type(request),
                request.require("roleArn"),
                time.now());
        tags.put(machine.arn(), request.tree().path("tags"));
        ObjectNode answer = Json.object().put("stateMachineArn", machine.arn());
        return Timestamps.put(answer, "creationDate", machine.creationDate());
    }

    private JsonNode update(ApiRequest request) {
        refusePublishing(request);
        Machine before = machines.require(request.requireArn("stateMachineArn"));
        Machine after = machines.update(
                before.arn(),
                request.text("definition").orElse(before.definition()),
                request.text("roleArn").orElse(before.roleArn()),
                time.now());
        ObjectNode answer = Json.object().put("revisionId", after.revisionId());
        return Timestamps.put(answer, "updateDate", after.updateDate());
    }

    private JsonNode delete(ApiRequest request) {
        String arn = request.requireArn("stateMachineArn");
        machines.delete(arn);
        tags.forget(arn);
        return Json.object();
    }

    private JsonNode list(ApiRequest request) {
        List<Machine> all = machines.all();
        int from = (int) PageToken.read(request).orElse(0);
        return Page.of(
                request,
                "stateMachines",
                IntStream.range(Math.min(from, all.size()), all.size()).boxed(),
                i -> MachineView.entry(all.get(i)),
                i -> i + 1L);
    }

    private JsonNode describe(ApiRequest request) {
        Machine machine = machines.require(request.requireArn("stateMachineArn"));
        return MachineView.description(machine, IncludedData.of(request));
    }

    private JsonNode validate(ApiRequest request) {
        ObjectNode answer = Json.object().put("result", "OK").put("truncated", false);
        var diagnostics = answer.putArray("diagnostics");
        try {
            Definitions.parse(request.require("definition"));
        } catch (ApiException e) {
            if (!e.type().equals("InvalidDefinition")) {
                throw e;
            }
            answer.put("result", "FAIL");
            diagnostics
                    .addObject()
                    .put("severity", "ERROR")
                    .put("code", "SCHEMA_VALIDATION_FAILED")
                    .put("message", e.problem());
        }
        return answer;
    }

    private static MachineType type(ApiRequest request) {
        String type = request.text("type").orElse("STANDARD");
        return switch (type) {
            case "STANDARD" -> MachineType.STANDARD;
            case "EXPRESS" -> MachineType.EXPRESS;
            default -> throw ApiRequest.invalid("type must be STANDARD or EXPRESS, got: " + type);
        };
    }

    private static void refusePublishing(ApiRequest request) {
        if (request.flag("publish", false)) {
            throw ApiRequest.invalid("publish: this local Step Functions has no versions of state machines");
        }
    }
}
