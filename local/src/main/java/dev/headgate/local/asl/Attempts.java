package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** Runs a state that can fail, as often as its Retry says, and takes its Catch in the end. */
final class Attempts {
    private final Visit visit;
    private final State.Retriable state;
    private final long[] retries;

    Attempts(Visit visit, State.Retriable state) {
        this.visit = visit;
        this.state = state;
        this.retries = new long[state.handlers().retriers().size()];
    }

    Step run() throws StateFailure, EvaluationException, InterruptedException {
        while (true) {
            try {
                return attempt();
            } catch (StateFailure failure) {
                visit.branch().strand().check();
                if (!retry(failure)) {
                    return caught(failure);
                }
            }
        }
    }

    /** An evaluation that fails, in whatever field, is a failure of the state like any other. */
    private Step attempt() throws StateFailure, InterruptedException {
        try {
            JsonNode result = switch (state) {
                case State.Task task -> new TaskCall(visit, task).run();
                case State.Parallel parallel -> new ParallelRun(visit, parallel).run();
                case State.Map map -> mapped(map);
            };
            visit.result(result);
            return Leaving.leave(visit, EnteredTypes.exit(state), state.exits(), result);
        } catch (EvaluationException e) {
            throw visit.failure(e);
        }
    }

    private JsonNode mapped(State.Map map) throws StateFailure, EvaluationException, InterruptedException {
        DistributedMap distributed = map.distributed();
        return distributed == null
                ? new InlineMap(visit, map).run()
                : new DistributedMapState(visit, map, distributed).run();
    }

    private boolean retry(StateFailure failure) throws InterruptedException {
        int index = state.handlers().retrier(failure.errorName());
        if (index < 0) {
            return false;
        }
        Retrier retrier = state.handlers().retriers().get(index);
        if (retries[index] >= retrier.maxAttempts()) {
            return false;
        }
        Branch branch = visit.branch();
        var delay = retrier.delay(retries[index]++, branch.run().services().random());
        branch.time().sleepUntil(branch.time().now().plus(delay));
        branch.run().bill().recordState();
        visit.retried();
        return true;
    }

    private Step caught(StateFailure failure) throws StateFailure, EvaluationException {
        Optional<Handlers.Catcher> catcher = state.handlers().catcher(failure.errorName());
        if (catcher.isEmpty()) {
            throw failure;
        }
        ObjectNode output = failure.output();
        visit.error(output);
        return Leaving.leave(visit, EnteredTypes.exit(state), catcher.get().exits(), output);
    }
}
