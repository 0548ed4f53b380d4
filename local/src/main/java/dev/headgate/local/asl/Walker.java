package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks through the states of a flow. */
final class Walker {
    private final Branch branch;

    Walker(Branch branch) {
        this.branch = branch;
    }

    /** Returns the output of the last state. */
    JsonNode walk(Flow flow, JsonNode input) throws StateFailure, InterruptedException {
        Step step = visit(flow.start(), input);
        for (String next = step.next(); next != null; next = step.next()) {
            branch.strand().check();
            step = visit(flow.state(next), step.output());
        }
        return step.output();
    }

    private Step visit(State state, JsonNode input) throws StateFailure, InterruptedException {
        branch.run().bill().recordState();
        branch.publish(EnteredTypes.of(state), Map.of("name", state.name(), "input", input));
        Visit visit = Visit.begin(branch, state.name(), input);
        try {
            return switch (state) {
                case State.Retriable retriable -> new Attempts(visit, retriable).run();
                case State.Choice choice -> choose(visit, choice);
                case State.Wait wait -> sleep(visit, wait);
                case State.Pass pass -> Leaving.leave(visit, EventType.PASS_STATE_EXITED, pass.exits(), input);
                case State.Succeed succeed ->
                    Leaving.leave(visit, EventType.SUCCEED_STATE_EXITED, succeed.exits(), input);
                case State.Fail fail -> throw fail(visit, fail);
            };
        } catch (EvaluationException e) {
            throw visit.failure(e);
        }
    }

    /**
     * AWS reports that no rule matches as States.Runtime, which nothing handles: States.NoChoiceMatched is "reserved for
     * future use".
     */
    private static Step choose(Visit visit, State.Choice choice) throws StateFailure, EvaluationException {
        for (State.Rule rule : choice.rules()) {
            JsonNode condition = rule.condition().evaluate(visit);
            if (!(condition instanceof BooleanNode)) {
                throw new EvaluationException(
                        rule.field(), "The field '" + rule.field() + "' must be a boolean, got: " + condition);
            }
            if (condition.booleanValue()) {
                return Leaving.leave(visit, EventType.CHOICE_STATE_EXITED, rule.exits(), visit.input());
            }
        }
        if (choice.otherwise() == null) {
            throw new StateFailure(
                    ErrorNames.RUNTIME,
                    visit.occurrence()
                            + "Failed to transition out of the state. The state does not point to a next state.");
        }
        return Leaving.leave(visit, EventType.CHOICE_STATE_EXITED, choice.otherwise(), visit.input());
    }

    private Step sleep(Visit visit, State.Wait wait) throws StateFailure, EvaluationException, InterruptedException {
        try {
            branch.time().sleepUntil(until(visit, wait));
        } catch (InterruptedException e) {
            branch.publish(EventType.WAIT_STATE_ABORTED, Map.of());
            throw e;
        }
        return Leaving.leave(visit, EventType.WAIT_STATE_EXITED, wait.exits(), visit.input());
    }

    private Instant until(Visit visit, State.Wait wait) throws EvaluationException {
        if (wait.seconds() != null) {
            return branch.time().now().plusSeconds(wait.seconds().whole(visit, 0, Value.MAX_SECONDS));
        }
        if (wait.until() != null || wait.timestamp() == null) {
            return wait.until() == null ? branch.time().now() : wait.until();
        }
        return Timestamps.parse(wait.timestamp().field(), wait.timestamp().text(visit));
    }

    private static StateFailure fail(Visit visit, State.Fail fail) throws EvaluationException {
        return new StateFailure(text(visit, fail.error()), text(visit, fail.cause()));
    }

    private static @Nullable String text(Visit visit, @Nullable Value value) throws EvaluationException {
        return value == null ? null : value.text(visit);
    }
}
