package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** One attempt of a Parallel state. */
final class ParallelRun {
    private final Visit visit;
    private final State.Parallel parallel;
    private final Branch branch;

    ParallelRun(Visit visit, State.Parallel parallel) {
        this.visit = visit;
        this.parallel = parallel;
        this.branch = visit.branch();
    }

    /** Returns the branches' outputs in the branches' order. */
    JsonNode run() throws StateFailure, EvaluationException, InterruptedException {
        JsonNode input = parallel.arguments() == null
                ? visit.input()
                : parallel.arguments().evaluate(visit);
        Results results = new Results(parallel.branches().size());
        branch.publish(EventType.PARALLEL_STATE_STARTED, Map.of());
        Group group = new Group(branch.time());
        for (int i = 0; i < parallel.branches().size(); i++) {
            int index = i;
            Flow flow = parallel.branches().get(i);
            group.fork(
                    parallel.name() + "[" + i + "]",
                    strand -> results.set(index, new Walker(branch.inner(strand, null)).walk(flow, input)));
        }
        Ends.join(group, branch, EventType.PARALLEL_STATE_FAILED, EventType.PARALLEL_STATE_ABORTED);
        branch.publish(EventType.PARALLEL_STATE_SUCCEEDED, Map.of());
        return results.array();
    }
}
