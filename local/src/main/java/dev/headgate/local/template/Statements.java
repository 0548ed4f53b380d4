package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the statements of an IAM policy document. */
final class Statements {

    private static final Set<String> USED = Set.of("Effect", "Action", "Resource", "Condition");

    private Statements() {}

    /** @throws TemplateException if this is no document, or a statement has what is not understood here */
    static List<PolicyStatement> of(JsonNode document, String path) {
        Fields fields = new Fields(document, path).only(Set.of("Statement"), Set.of("Version", "Id"));
        JsonNode statements = fields.tree("Statement");
        List<PolicyStatement> result = new ArrayList<>();
        if (statements.isObject()) {
            result.add(statement(statements, path + ".Statement"));
        }
        if (statements.isArray()) {
            result.addAll(fields.list("Statement", Statements::statement));
        }
        return result;
    }

    private static PolicyStatement statement(JsonNode tree, String path) {
        Fields fields = new Fields(tree, path).only(USED, Set.of("Sid"));
        return new PolicyStatement(
                fields.requireText("Effect"),
                fields.texts("Action"),
                fields.texts("Resource"),
                fields.has("Condition"));
    }
}
