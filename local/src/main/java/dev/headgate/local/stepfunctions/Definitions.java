package dev.headgate.local.stepfunctions;

import dev.headgate.local.asl.StateMachine;
import dev.headgate.local.asl.UnsupportedDefinitionException;
import dev.headgate.local.stepfunctions.integration.Json;

/** Reads definitions, with AWS's name for the refusal. */
final class Definitions {
    private Definitions() {}

    /** The machine. @throws ApiException InvalidDefinition, with the field's path and what is wrong with it */
    static StateMachine parse(String definition) {
        try {
            return StateMachine.parse(Json.parse(definition)
                    .orElseThrow(() -> invalid("INVALID_JSON_DESCRIPTION: the definition is not JSON")));
        } catch (UnsupportedDefinitionException e) {
            throw invalid("SCHEMA_VALIDATION_FAILED: " + e.getMessage());
        }
    }

    private static ApiException invalid(String problem) {
        return new ApiException("InvalidDefinition", "Invalid State Machine Definition: '" + problem + "'");
    }
}
