package dev.headgate.local.template;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads an AWS::Lambda::Permission. */
final class PermissionReader {

    private static final Set<String> USED = Set.of("Action", "FunctionName", "Principal", "SourceAccount", "SourceArn");
    private static final String ACTION = "lambda:InvokeFunction";

    private final Function<String, Optional<String>> functionOfArn;

    PermissionReader(Function<String, Optional<String>> functionOfArn) {
        this.functionOfArn = functionOfArn;
    }

    FunctionPermission read(Declared declared) {
        Fields fields = declared.fields().only(USED, Set.of());
        String action = fields.requireText("Action");
        if (!action.equals(ACTION)) {
            throw new TemplateException(
                    fields.path() + ".Action", "must be " + ACTION + " on this machine, got: " + action);
        }
        return new FunctionPermission(
                target(fields),
                fields.requireText("Principal"),
                fields.text("SourceArn").orElse(null),
                fields.text("SourceAccount").orElse(null));
    }

    private String target(Fields fields) {
        String name = fields.requireText("FunctionName");
        String arn = name.startsWith("arn:") ? name : Place.local("").arn("lambda", "function:" + name);
        if (functionOfArn.apply(arn).isEmpty()) {
            throw new TemplateException(fields.path() + ".FunctionName", name + " is no function of this template");
        }
        return arn;
    }
}
