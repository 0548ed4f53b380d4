package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads the Events of a function that are of type EventBridgeRule. Only Step Functions sends events here. */
final class RuleReader {
    static final String TYPE = "EventBridgeRule";

    private static final Set<String> USED = Set.of("Pattern");
    private static final Set<String> INERT = Set.of("RetryPolicy", "RuleName");
    private static final String SENDER = "aws.states";

    List<StackRule> read(Declared function) {
        List<StackRule> rules = new ArrayList<>();
        function.fields().tree("Events").properties().forEach(event -> {
            if (event.getValue().path("Type").asText().equals(TYPE)) {
                String path = function.path() + ".Events." + event.getKey() + ".Properties";
                rules.add(rule(function.logicalId(), event.getKey(), event.getValue(), path));
            }
        });
        return rules;
    }

    private static StackRule rule(String function, String name, JsonNode event, String path) {
        Fields properties = new Fields(event.path("Properties"), path).only(USED, INERT);
        JsonNode pattern = properties.tree("Pattern");
        JsonNode source = pattern.path("source");
        if (source.size() != 1 || !source.path(0).asText().equals(SENDER)) {
            throw new TemplateException(
                    path + ".Pattern.source", "must be [%s] on this machine, got: %s".formatted(SENDER, source));
        }
        return new StackRule(function + name, function, EventPattern.of(pattern, path + ".Pattern"));
    }
}
