package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An AWS::Events::Rule with its targets, which are functions that EventBridge is allowed to call. */
record EventRule(String logicalId, String arn, Fields fields, List<Target> targets) {

    private static final Set<String> USED = Set.of("EventPattern", "ScheduleExpression", "State", "Targets");
    private static final Set<String> INERT = Set.of("Description", "Name", "Tags");
    private static final Set<String> TARGET = Set.of("Arn", "Input");
    private static final Set<String> INERT_OF_TARGET = Set.of("Id", "RetryPolicy");
    private static final String SERVICE = "events.amazonaws.com";

    /** A function by its logical id, and what it is called with; null for the event itself. */
    record Target(String function, @Nullable String input) {}

    /** @throws TemplateException if a target is no function of the template, or may not be called by EventBridge */
    static EventRule read(Declared declared, Targets functions) {
        Fields fields = declared.fields().only(USED, INERT);
        if (!fields.has("EventPattern") && !fields.has("ScheduleExpression")) {
            throw new TemplateException(fields.path(), "must have EventPattern or ScheduleExpression");
        }
        String arn = declared.identity().arn();
        return new EventRule(
                declared.logicalId(),
                arn,
                fields,
                fields.list("Targets", (target, path) -> target(target, path, arn, functions)));
    }

    private static Target target(JsonNode target, String path, String rule, Targets functions) {
        Fields fields = new Fields(target, path).only(TARGET, INERT_OF_TARGET);
        String function = functions.function(fields.requireText("Arn"), SERVICE, rule, path + ".Arn");
        return new Target(function, fields.text("Input").orElse(null));
    }

    boolean enabled() {
        return enabled(fields);
    }

    /** Whether a rule or a schedule is in force. @throws TemplateException if its State is not one of the two */
    static boolean enabled(Fields fields) {
        String state = fields.text("State").orElse("ENABLED");
        if (!Set.of("ENABLED", "DISABLED").contains(state)) {
            throw new TemplateException(fields.path() + ".State", "must be ENABLED or DISABLED, got: " + state);
        }
        return state.equals("ENABLED");
    }
}
