package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionListener;
import dev.headgate.local.asl.ExecutionStatus;
import dev.headgate.local.asl.HistoryEvent;
import dev.headgate.local.asl.MapRun;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes one execution's history, and makes a recorder for each of its children. */
final class Recorder implements ExecutionListener {
    private final Executions executions;
    private final Machine machine;
    private final AtomicReference<@Nullable RecordedExecution> recorded = new AtomicReference<>();

    Recorder(Executions executions, Machine machine) {
        this.executions = executions;
        this.machine = machine;
    }

    /** What is recorded; the first call, by the first event or by who started it, opens it. */
    RecordedExecution of(Execution execution) {
        RecordedExecution there = recorded.get();
        return there == null ? open(execution) : there;
    }

    private synchronized RecordedExecution open(Execution execution) {
        RecordedExecution there = recorded.get();
        if (there == null) {
            there = executions.open(execution, machine);
            recorded.set(there);
        }
        return there;
    }

    @Override
    public void onEvent(Execution execution, HistoryEvent event) {
        of(execution).add(event);
    }

    @Override
    public void onEnd(Execution execution) {
        executions.ended(of(execution), execution.status() == ExecutionStatus.SUCCEEDED);
    }

    @Override
    public void onMapRunStart(MapRun run) {
        of(run.execution()).add(run);
        executions.opened(run);
    }

    @Override
    public ExecutionListener onChild(MapRun run, Execution child) {
        return new Recorder(executions, machine);
    }
}
