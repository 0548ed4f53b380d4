package dev.headgate.local.stepfunctions.integration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.IntegrationCall;
import dev.headgate.local.asl.TaskFailedException;
import java.util.Optional;
import java.util.Set;

/** The evaluated Arguments of a call, read strictly: a field that is not known here is refused by name. */
record Arguments(JsonNode tree) {
    /**
     * The call's arguments.
     *
     * @throws TaskFailedException States.Runtime if there is a field that is not among {@code known}
     */
    static Arguments of(IntegrationCall call, Set<String> known) throws TaskFailedException {
        for (var field : call.arguments().properties()) {
            if (!known.contains(field.getKey())) {
                throw invalid("the field '" + field.getKey() + "' is not supported by "
                        + call.resource().service() + ":" + call.resource().action());
            }
        }
        return new Arguments(call.arguments());
    }

    /** @throws TaskFailedException States.Runtime if the field is missing or no text */
    String requireText(String field) throws TaskFailedException {
        return text(field).orElseThrow(() -> invalid("the field '" + field + "' must be a text"));
    }

    Optional<String> text(String field) {
        return Optional.of(tree.path(field)).filter(JsonNode::isTextual).map(JsonNode::textValue);
    }

    Optional<JsonNode> value(String field) {
        return Optional.ofNullable(tree.get(field));
    }

    /** The refusal of arguments, which no Retry or Catch on {@code States.ALL} should hide. */
    static TaskFailedException invalid(String problem) {
        return new TaskFailedException(
                "States.Runtime", "The Arguments could not be used to start the Task: " + problem);
    }
}
