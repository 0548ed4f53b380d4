package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.jsonata.Bindings;
import dev.headgate.local.asl.jsonata.Values;
import java.time.Instant;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A state between being entered and being left, as its expressions see it. */
final class Visit implements Bindings {
    private final Branch branch;
    private final String state;
    private final JsonNode input;
    private final Instant entered;
    private final long enteredEvent;
    private final Branch.@Nullable Item item;
    private int retries;
    private @Nullable String taskToken;
    private @Nullable JsonNode result;
    private @Nullable JsonNode errorOutput;
    private @Nullable ObjectNode context;

    private Visit(Branch branch, String state, JsonNode input, Instant entered, Branch.@Nullable Item item) {
        this.branch = branch;
        this.state = state;
        this.input = input;
        this.entered = entered;
        this.enteredEvent = branch.lastEvent();
        this.item = item;
    }

    static Visit begin(Branch branch, String state, JsonNode input) {
        return new Visit(branch, state, input, branch.time().now(), branch.item());
    }

    /** Returns this visit of a Map as the item selector of one item sees it. */
    Visit of(Branch.Item selected) {
        return new Visit(branch, state, input, entered, selected);
    }

    Branch branch() {
        return branch;
    }

    String state() {
        return state;
    }

    JsonNode input() {
        return input;
    }

    void retried() {
        retries++;
        result = null;
        taskToken = null;
        context = null;
    }

    void token(String token) {
        taskToken = token;
        context = null;
    }

    void result(JsonNode value) {
        result = value;
    }

    void error(ObjectNode value) {
        result = null;
        errorOutput = value;
    }

    /** Tells of a field that cannot be evaluated, and returns what the state fails with. */
    StateFailure failure(EvaluationException e) {
        String cause = "An error occurred while executing the state '" + state + "' (entered at the event id #"
                + enteredEvent + "). " + e.getMessage();
        branch.publish(
                EventType.EVALUATION_FAILED,
                Map.of(
                        "state",
                        state,
                        "location",
                        e.field(),
                        "error",
                        ErrorNames.QUERY_EVALUATION_ERROR,
                        "cause",
                        cause));
        return new StateFailure(ErrorNames.QUERY_EVALUATION_ERROR, cause);
    }

    @Override
    public @Nullable Object lookup(String name) {
        if (name.equals("states")) {
            return new States();
        }
        JsonNode variable = branch.scope().lookup(name);
        return variable != null
                ? Values.view(variable)
                : branch.run().functions().lookup(name);
    }

    private ObjectNode context() {
        ObjectNode known = context;
        if (known == null) {
            known = ContextObject.of(branch.run(), state, entered, retries, taskToken, item);
            context = known;
        }
        return known;
    }

    /** {@code $states}, whose context is made when it is asked for. */
    private final class States extends AbstractMap<String, @Nullable Object> {

        @Override
        public @Nullable Object get(@Nullable Object key) {
            return switch (String.valueOf(key)) {
                case "input" -> Values.view(input);
                case "result" -> Values.view(result);
                case "errorOutput" -> Values.view(errorOutput);
                case "context" -> Values.view(context());
                default -> null;
            };
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            for (String key : new String[] {"input", "result", "errorOutput", "context"}) {
                if (containsKey(key)) {
                    all.put(key, get(key));
                }
            }
            return all.entrySet();
        }
    }
}
