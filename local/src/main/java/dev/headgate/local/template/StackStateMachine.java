package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A state machine with its definition after substitution.
 *
 * @param type STANDARD or EXPRESS
 * @param statements what its role allows, resolved
 */
public record StackStateMachine(
        String logicalId,
        String name,
        String arn,
        String roleArn,
        String type,
        JsonNode definition,
        List<PolicyStatement> statements) {

    public StackStateMachine {
        statements = List.copyOf(statements);
    }
}
