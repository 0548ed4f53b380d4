package dev.headgate.local.template;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A function, with the globals merged in.
 *
 * @param environment the template's variables only, resolved
 * @param managedPolicies the ARNs or names of the managed policies of its role
 * @param statements what its role allows, resolved
 */
public record StackFunction(
        String logicalId,
        String name,
        String arn,
        String handler,
        String runtime,
        String codeUri,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        OptionalInt reservedConcurrency,
        List<String> managedPolicies,
        List<PolicyStatement> statements) {

    public StackFunction {
        environment = Map.copyOf(environment);
        managedPolicies = List.copyOf(managedPolicies);
        statements = List.copyOf(statements);
    }
}
