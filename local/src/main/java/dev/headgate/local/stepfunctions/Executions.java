package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionRequest;
import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.Interpreter;
import dev.headgate.local.asl.MapRun;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Starts executions and keeps them. */
final class Executions {
    private final Interpreter interpreter;
    private final Arns arns;
    private final ExecutionIndex index;
    private final Retention retention;
    private final AtomicLong places = new AtomicLong();
    private final Billing billing = new Billing();
    private final StatusEvents events;

    Executions(Arns arns, ExecutionIndex index, long keptEvents, Interpreter interpreter) {
        this.arns = arns;
        this.index = index;
        this.retention = new Retention(keptEvents, index::remove);
        this.interpreter = interpreter;
        this.events = new StatusEvents(arns);
    }

    ExecutionIndex index() {
        return index;
    }

    StatusEvents events() {
        return events;
    }

    Billing billing() {
        return billing;
    }

    /**
     * The execution; for a standard machine also one that runs already under this name with this input.
     *
     * @param name null makes one up
     * @throws ApiException ExecutionAlreadyExists
     */
    RecordedExecution start(Machine machine, @Nullable String name, JsonNode input) {
        String chosen = name == null ? UUID.randomUUID().toString() : Names.check(name);
        if (machine.type() == MachineType.EXPRESS) {
            String arn = arns.express(machine.name(), chosen, UUID.randomUUID().toString());
            return begin(machine, arn, chosen, input);
        }
        return startOnce(machine, chosen, input);
    }

    /** One at a time, since a name must not be used twice; starting only hands over to a thread. */
    private synchronized RecordedExecution startOnce(Machine machine, String name, JsonNode input) {
        String arn = arns.execution(machine.name(), name);
        return index.find(arn).map(there -> same(there, input)).orElseGet(() -> begin(machine, arn, name, input));
    }

    private static RecordedExecution same(RecordedExecution there, JsonNode input) {
        Execution execution = there.execution();
        if (execution.status() != ExecutionStatus.RUNNING
                || !execution.request().input().equals(input)) {
            throw new ApiException("ExecutionAlreadyExists", "Execution Already Exists: '" + there.arn() + "'");
        }
        return there;
    }

    private RecordedExecution begin(Machine machine, String arn, String name, JsonNode input) {
        Recorder recorder = new Recorder(this, machine);
        ExecutionRequest request =
                new ExecutionRequest(machine.arn(), machine.name(), arn, name, machine.roleArn(), input);
        return recorder.of(interpreter.start(machine.parsed(), request, recorder));
    }

    RecordedExecution open(Execution execution, Machine machine) {
        RecordedExecution recorded = new RecordedExecution(execution, machine, places.incrementAndGet());
        index.add(recorded);
        if (execution.mapRun() == null) {
            billing.started(recorded);
        }
        events.tell(recorded);
        return recorded;
    }

    void opened(MapRun run) {
        index.add(run);
    }

    void ended(RecordedExecution recorded, boolean succeeded) {
        boolean child = recorded.execution().mapRun() != null;
        billing.ended(recorded);
        events.tell(recorded);
        retention.ended(recorded, child, succeeded);
    }

    /** The execution. @throws ApiException ExecutionDoesNotExist, also for one that was dropped */
    RecordedExecution require(String arn) {
        return index.find(arn)
                .orElseThrow(
                        () -> new ApiException("ExecutionDoesNotExist", "Execution Does Not Exist: '" + arn + "'"));
    }

    /** The Map Run. @throws ApiException ResourceNotFound */
    MapRun requireMapRun(String arn) {
        return index.findMapRun(arn)
                .orElseThrow(() -> new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'"));
    }

    /** Stops everything that runs, and waits a moment until it has stopped. */
    void close() {
        events.close();
        index.all().forEach(recorded -> recorded.execution().abort("States.Runtime", "the local run ends"));
        try {
            for (RecordedExecution recorded : index.all()) {
                recorded.execution().await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
