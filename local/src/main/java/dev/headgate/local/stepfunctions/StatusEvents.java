package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.MapRun;
import dev.headgate.local.stepfunctions.integration.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Tells of executions as Step Functions tells EventBridge: of each that is standard, children of Map Runs included.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html">Events</a>
 */
final class StatusEvents {
    private final Arns arns;
    private final List<StatusListener> listeners = new CopyOnWriteArrayList<>();

    StatusEvents(Arns arns) {
        this.arns = arns;
    }

    void add(StatusListener listener) {
        listeners.add(listener);
    }

    /** Nobody is told any more. */
    void close() {
        listeners.clear();
    }

    /** Tells where the execution stands now. */
    void tell(RecordedExecution recorded) {
        if (!listeners.isEmpty() && !isExpress(recorded)) {
            ObjectNode event = event(recorded.execution());
            listeners.forEach(listener -> listener.onStatusChange(event));
        }
    }

    private static boolean isExpress(RecordedExecution recorded) {
        MapRun run = recorded.execution().mapRun();
        return run == null ? recorded.machine().type() == MachineType.EXPRESS : run.express();
    }

    private ObjectNode event(Execution execution) {
        Instant stopDate = execution.stopDate();
        Instant time = stopDate == null ? execution.startDate() : stopDate;
        ObjectNode event = Json.object()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "Step Functions Execution Status Change")
                .put("source", "aws.states")
                .put("account", arns.account())
                .put("time", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", arns.region());
        event.putArray("resources").add(execution.request().executionArn());
        return event.set("detail", detail(execution));
    }

    private static ObjectNode detail(Execution execution) {
        ObjectNode detail = Json.object()
                .put("executionArn", execution.request().executionArn())
                .put("stateMachineArn", execution.request().stateMachineArn())
                .put("name", execution.request().name())
                .put("status", execution.status().name())
                .put("startDate", execution.startDate().toEpochMilli());
        Instant stopDate = execution.stopDate();
        if (stopDate != null) {
            detail.put("stopDate", stopDate.toEpochMilli());
        }
        ExecutionView.putResult(detail, execution, true);
        return detail;
    }
}
