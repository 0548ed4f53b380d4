package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Leaves a state: evaluates Output and all of Assign on the values of its entry, then sets the variables. */
final class Leaving {
    private Leaving() {}

    @SuppressWarnings("ReferenceEquality") // What came in was measured before: no need to do it again.
    static Step leave(Visit visit, EventType exited, Exits exits, JsonNode result)
            throws EvaluationException, StateFailure {
        ObjectNode assigned = assigned(visit, exits.assign());
        JsonNode output = exits.output() == null ? result : exits.output().evaluate(visit);
        if (output != visit.input() && JsonSize.exceeds(output)) {
            throw tooLarge(visit, "a result");
        }
        if (assigned != null) {
            visit.branch().scope().assign(assigned);
        }
        visit.branch().publish(exited, details(visit, output, assigned));
        return new Step(output, exits.next());
    }

    static StateFailure tooLarge(Visit visit, String what) {
        return new StateFailure(
                ErrorNames.DATA_LIMIT_EXCEEDED,
                "The state/task '" + visit.state() + "' returned " + what
                        + " with a size exceeding the maximum number of bytes service limit.");
    }

    private static @Nullable ObjectNode assigned(Visit visit, @Nullable Template assign) throws EvaluationException {
        if (assign == null) {
            return null;
        }
        // The parser takes an object only, and an object evaluates to one.
        return (ObjectNode) assign.evaluate(visit);
    }

    private static Map<String, Object> details(Visit visit, JsonNode output, @Nullable ObjectNode assigned) {
        if (assigned == null) {
            return Map.of("name", visit.state(), "output", output);
        }
        Map<String, Object> variables = new LinkedHashMap<>();
        assigned.properties().forEach(member -> variables.put(member.getKey(), member.getValue()));
        return Map.of("name", visit.state(), "output", output, "assignedVariables", variables);
    }
}
