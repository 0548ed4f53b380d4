package dev.headgate.local.asl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Child executions as a result writer shows them.
 *
 * @see <a href="https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html">ResultWriter</a>
 */
final class ChildRecords {
    private ChildRecords() {}

    /** Returns what a child contributes; one that failed is always shown whole. */
    static List<JsonNode> of(Run child, DistributedMap.Transformation transformation) {
        JsonNode output = child.output();
        if (output == null || transformation == DistributedMap.Transformation.NONE) {
            return List.of(whole(child));
        }
        boolean flat = transformation == DistributedMap.Transformation.FLATTEN && output.isArray();
        return flat ? output.valueStream().toList() : List.of(output);
    }

    private static ObjectNode whole(Run child) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        shown.put("ExecutionArn", child.request().executionArn());
        input(shown, child.request().input());
        shown.put("Name", child.request().name());
        JsonNode output = child.output();
        if (output != null) {
            shown.put("Output", output.toString());
            shown.putObject("OutputDetails").put("Included", true);
        }
        if (child.error() != null) {
            shown.put("Error", child.error());
        }
        if (child.cause() != null) {
            shown.put("Cause", child.cause());
        }
        shown.put("RedriveCount", 0);
        shown.put("RedriveStatus", output == null ? "REDRIVABLE" : "NOT_REDRIVABLE");
        if (output != null) {
            shown.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
        }
        return dates(shown, child);
    }

    private static ObjectNode dates(ObjectNode shown, Run child) {
        shown.put("StartDate", ContextObject.text(child.startDate()));
        shown.put("StateMachineArn", child.request().stateMachineArn());
        shown.put("Status", child.status().name());
        if (child.stopDate() != null) {
            shown.put("StopDate", ContextObject.text(child.stopDate()));
        }
        return shown;
    }

    static ObjectNode pending(JsonNode input) {
        ObjectNode shown = JsonNodeFactory.instance.objectNode();
        input(shown, input);
        return shown.put("Status", "PENDING");
    }

    private static void input(ObjectNode shown, JsonNode input) {
        shown.put("Input", input.toString());
        shown.putObject("InputDetails").put("Included", true);
    }
}
