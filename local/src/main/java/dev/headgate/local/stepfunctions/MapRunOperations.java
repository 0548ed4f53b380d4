package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.MapRun;
import dev.headgate.local.stepfunctions.integration.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** List, describe and change Map Runs. */
final class MapRunOperations {
    private static final double MAX_PERCENTAGE = 100;

    private final Executions executions;

    MapRunOperations(Executions executions) {
        this.executions = executions;
    }

    void register(Map<String, Operation> operations) {
        operations.put("ListMapRuns", this::list);
        operations.put("DescribeMapRun", this::describe);
        operations.put("UpdateMapRun", this::update);
    }

    private JsonNode list(ApiRequest request) {
        List<MapRun> runs =
                executions.require(request.requireArn("executionArn")).mapRuns();
        int from = (int) PageToken.read(request).orElse(0);
        return Page.of(
                request,
                "mapRuns",
                IntStream.range(Math.min(from, runs.size()), runs.size()).boxed(),
                i -> MapRunView.entry(runs.get(i)),
                i -> i + 1L);
    }

    private JsonNode describe(ApiRequest request) {
        return MapRunView.description(run(request));
    }

    private JsonNode update(ApiRequest request) {
        MapRun run = run(request);
        if (run.status() != ExecutionStatus.RUNNING) {
            throw ApiRequest.invalid("Map Run '" + run.arn() + "' has ended and cannot be updated");
        }
        run.update(
                request.number("maxConcurrency", Integer.MAX_VALUE)
                        .map(Double::intValue)
                        .orElse(null),
                request.number("toleratedFailureCount", Long.MAX_VALUE)
                        .map(Double::longValue)
                        .orElse(null),
                request.number("toleratedFailurePercentage", MAX_PERCENTAGE).orElse(null));
        return Json.object();
    }

    private MapRun run(ApiRequest request) {
        return executions.requireMapRun(request.requireArn("mapRunArn"));
    }
}
