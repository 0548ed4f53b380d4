package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.MapRun;
import dev.headgate.local.stepfunctions.integration.Json;

/** Map Runs as the API shows them. */
final class MapRunView {
    private MapRunView() {}

    /** An entry of ListMapRuns. */
    static ObjectNode entry(MapRun run) {
        ObjectNode view = Json.object()
                .put("executionArn", run.execution().request().executionArn())
                .put("mapRunArn", run.arn());
        Timestamps.put(view, "startDate", run.startDate());
        return Timestamps.put(view, "stopDate", run.stopDate());
    }

    /** The answer of DescribeMapRun. */
    static ObjectNode description(MapRun run) {
        ObjectNode view = entry(run)
                .put("status", run.status().name())
                .put("maxConcurrency", run.maxConcurrency())
                .put("toleratedFailurePercentage", run.toleratedFailurePercentage())
                .put("toleratedFailureCount", run.toleratedFailureCount());
        view.set("itemCounts", counts(run.itemCounts()));
        view.set("executionCounts", counts(run.executionCounts()));
        return view.put("redriveCount", 0);
    }

    private static ObjectNode counts(MapRun.Counts counts) {
        return Json.object()
                .put("pending", counts.pending())
                .put("running", counts.running())
                .put("succeeded", counts.succeeded())
                .put("failed", counts.failed())
                .put("timedOut", counts.timedOut())
                .put("aborted", counts.aborted())
                .put("total", counts.total())
                .put("resultsWritten", counts.resultsWritten())
                .put("failuresNotRedrivable", counts.failed() + counts.timedOut() + counts.aborted())
                .put("pendingRedrive", 0);
    }
}
