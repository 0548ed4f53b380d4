package dev.headgate.local.template;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the functions that others call, and refuses a call that nobody has allowed. */
final class Targets {

    private final Function<String, Optional<String>> functionOfArn;
    private final List<FunctionPermission> permissions;

    Targets(Function<String, Optional<String>> functionOfArn, Collection<FunctionPermission> permissions) {
        this.functionOfArn = functionOfArn;
        this.permissions = List.copyOf(permissions);
    }

    boolean isFunction(String arn) {
        return functionOfArn.apply(arn).isPresent();
    }

    /**
     * The logical id of a function that a service calls on behalf of a resource.
     *
     * @throws TemplateException if it is no function of this template, or no AWS::Lambda::Permission lets the service
     */
    String function(String arn, String service, String source, String path) {
        String function = functionOfArn
                .apply(arn)
                .orElseThrow(() -> new TemplateException(path, arn + " is no function of this template"));
        if (permissions.stream().noneMatch(permission -> permission.allows(service, arn, source))) {
            throw new TemplateException(
                    path,
                    service + " is not allowed to call " + arn + " for " + source
                            + ": an AWS::Lambda::Permission must say so");
        }
        return function;
    }
}
