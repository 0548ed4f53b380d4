package dev.headgate.local.asl;

/**
 * Who is told what happens in an execution.
 *
 * <p>Events of one execution come one at a time, in the order of their ids, on the thread that caused them: an answer
 * that takes long holds the execution up. Different executions come at once.
 */
public interface ExecutionListener {

    /** Takes an event of an execution. */
    void onEvent(Execution execution, HistoryEvent event);

    /** Takes the end of an execution, after its last event. */
    default void onEnd(Execution execution) {}

    /** Takes the start of a Map Run of an execution. */
    default void onMapRunStart(MapRun run) {}

    /** Takes the end of a Map Run. */
    default void onMapRunEnd(MapRun run) {}

    /** Returns who is told of a child execution of a Map Run, before its first event. */
    default ExecutionListener onChild(MapRun run, Execution child) {
        return this;
    }
}
