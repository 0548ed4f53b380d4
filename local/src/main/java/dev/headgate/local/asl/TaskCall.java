package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One attempt of a Task state. */
final class TaskCall {
    private final Visit visit;
    private final State.Task task;
    private final Branch branch;
    private final Time time;
    private final Map<String, Object> resource;

    TaskCall(Visit visit, State.Task task) {
        this.visit = visit;
        this.task = task;
        this.branch = visit.branch();
        this.time = branch.time();
        this.resource = Map.of(
                "resourceType",
                task.resource().service(),
                "resource",
                task.resource().action() + task.pattern().suffix());
    }

    JsonNode run() throws StateFailure, EvaluationException, InterruptedException {
        if (task.pattern() != Pattern.TASK_TOKEN) {
            return called(null);
        }
        TaskTokens.Waiting token = branch.run().services().tokens().open(time);
        try {
            visit.token(token.text());
            return called(token);
        } finally {
            token.close();
        }
    }

    private JsonNode called(TaskTokens.@Nullable Waiting token)
            throws StateFailure, EvaluationException, InterruptedException {
        IntegrationCall call = call(token);
        publish(EventType.TASK_SCHEDULED, scheduled(call));
        publish(EventType.TASK_STARTED, Map.of());
        try {
            JsonNode answer = new Bounded(time, branch.strand(), token == null)
                    .call(services().integrations(), call);
            if (task.pattern() != Pattern.REQUEST_RESPONSE) {
                publish(EventType.TASK_SUBMITTED, Map.of("output", answer));
            }
            JsonNode result = token == null ? answer : token.await(call);
            if (JsonSize.exceeds(result)) {
                throw Leaving.tooLarge(visit, "a result");
            }
            publish(EventType.TASK_SUCCEEDED, Map.of("output", result));
            return result;
        } catch (TaskFailedException e) {
            throw failed(new StateFailure(e.error(), e.cause()));
        } catch (StateFailure e) {
            throw failed(e);
        } catch (InterruptedException e) {
            branch.publish(EventType.TASK_STATE_ABORTED, Map.of());
            throw e;
        }
    }

    private StateFailure failed(StateFailure failure) {
        boolean late =
                ErrorNames.TIMEOUT.equals(failure.error()) || ErrorNames.HEARTBEAT_TIMEOUT.equals(failure.error());
        publish(
                late ? EventType.TASK_TIMED_OUT : EventType.TASK_FAILED,
                Details.failure(failure.error(), failure.cause()));
        return failure;
    }

    private IntegrationCall call(TaskTokens.@Nullable Waiting token) throws EvaluationException, StateFailure {
        JsonNode arguments =
                task.arguments() == null ? visit.input() : task.arguments().evaluate(visit);
        if (JsonSize.exceeds(arguments)) {
            throw Leaving.tooLarge(visit, "arguments");
        }
        Duration timeout = seconds(task.timeout());
        Instant deadline = timeout == null ? null : time.now().plus(timeout);
        return new IntegrationCall(
                task.resource(),
                task.pattern(),
                arguments,
                token == null ? null : token.text(),
                deadline,
                seconds(task.heartbeat()),
                branch.run().request().executionArn(),
                visit.state());
    }

    private @Nullable Duration seconds(@Nullable Value value) throws EvaluationException {
        return value == null ? null : Duration.ofSeconds(value.whole(visit, 1, Value.MAX_SECONDS));
    }

    private Map<String, Object> scheduled(IntegrationCall call) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("region", Arns.region(call.executionArn()));
        details.put("parameters", call.arguments());
        if (call.deadline() != null) {
            details.put(
                    "timeoutInSeconds",
                    Duration.between(time.now(), call.deadline()).toSeconds());
        }
        if (call.heartbeat() != null) {
            details.put("heartbeatInSeconds", call.heartbeat().toSeconds());
        }
        return details;
    }

    private void publish(EventType type, Map<String, Object> others) {
        Map<String, Object> details = new LinkedHashMap<>(resource);
        details.putAll(others);
        branch.publish(type, details);
    }

    private Services services() {
        return branch.run().services();
    }
}
