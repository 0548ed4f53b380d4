package dev.headgate.local.template;

import java.util.List;

/**
 * A statement of an IAM policy, resolved.
 *
 * @param conditional whether a Condition narrows it further
 */
public record PolicyStatement(String effect, List<String> actions, List<String> resources, boolean conditional) {

    public PolicyStatement {
        actions = List.copyOf(actions);
        resources = List.copyOf(resources);
    }
}
