package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.HistoryEvent;
import dev.headgate.local.asl.MapRun;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An execution with what happened in it so far. */
final class RecordedExecution {
    private final Execution execution;
    private final Machine machine;
    private final long place;
    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<MapRun> mapRuns = new CopyOnWriteArrayList<>();

    /**
     * Nothing recorded yet.
     *
     * @param machine as it was when the execution (for a child: its parent) started
     * @param place grows with each execution; lists show the newest first
     */
    RecordedExecution(Execution execution, Machine machine, long place) {
        this.execution = execution;
        this.machine = machine;
        this.place = place;
    }

    Execution execution() {
        return execution;
    }

    Machine machine() {
        return machine;
    }

    long place() {
        return place;
    }

    String arn() {
        return execution.request().executionArn();
    }

    void add(HistoryEvent event) {
        synchronized (events) {
            events.add(event);
        }
    }

    /** The events so far, oldest first. */
    List<HistoryEvent> events() {
        synchronized (events) {
            return List.copyOf(events);
        }
    }

    int size() {
        synchronized (events) {
            return events.size();
        }
    }

    void add(MapRun run) {
        mapRuns.add(run);
    }

    List<MapRun> mapRuns() {
        return mapRuns;
    }
}
