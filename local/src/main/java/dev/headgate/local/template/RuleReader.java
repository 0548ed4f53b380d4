package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;

/** Reads rules with a pattern: a function's events of type EventBridgeRule, and an AWS::Events::Rule. */
final class RuleReader {

    private static final Set<String> OF_FUNCTION = Set.of("Input", "Pattern");
    private static final Set<String> INERT = Set.of("RetryPolicy", "RuleName");

    /** The services that send events here. */
    private static final Set<String> SENDERS = Set.of("aws.states", "aws.cloudwatch");

    List<StackRule> ofFunction(Declared function) {
        return FunctionEvents.read(function, FunctionEvents.RULE, (logicalId, event) -> {
            Fields properties = event.only(OF_FUNCTION, INERT);
            return new StackRule(
                    logicalId,
                    function.logicalId(),
                    pattern(properties, "Pattern"),
                    properties.text("Input").orElse(null));
        });
    }

    /** The rule for each of its targets; none if it has no pattern, or is disabled. */
    List<StackRule> ofRule(EventRule rule) {
        if (!rule.enabled() || !rule.fields().has("EventPattern")) {
            return List.of();
        }
        EventPattern pattern = pattern(rule.fields(), "EventPattern");
        return rule.targets().stream()
                .map(target -> new StackRule(rule.logicalId(), target.function(), pattern, target.input()))
                .toList();
    }

    private static EventPattern pattern(Fields properties, String field) {
        JsonNode pattern = properties.tree(field);
        String path = properties.path() + "." + field;
        JsonNode source = pattern.path("source");
        if (source.size() != 1 || !SENDERS.contains(source.path(0).asText())) {
            throw new TemplateException(
                    path + ".source",
                    "must be one of " + SENDERS.stream().sorted().toList() + " on this machine, got: " + source);
        }
        return EventPattern.of(pattern, path);
    }
}
