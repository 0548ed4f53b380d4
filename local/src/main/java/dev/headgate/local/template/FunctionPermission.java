package dev.headgate.local.template;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may call a function, beside its own account: a statement of the function's resource policy.
 *
 * @param target the ARN it is for, with version or alias where it names one
 * @param principal a service, such as {@code events.amazonaws.com}
 * @param sourceArn on whose behalf, with {@code *} for anything; null for anyone
 */
record FunctionPermission(
        String target,
        String principal,
        @Nullable String sourceArn,
        @Nullable String sourceAccount) {

    /**
     * Whether it lets a service call a function on behalf of a resource. A statement for an alias does not hold for the
     * function, nor the other way round.
     */
    boolean allows(String service, String target, String source) {
        return principal.equals(service)
                && this.target.equals(target)
                && (sourceArn == null || matches(sourceArn, source))
                && (sourceAccount == null || source.contains(":" + sourceAccount + ":"));
    }

    private static boolean matches(String pattern, String arn) {
        return arn.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
