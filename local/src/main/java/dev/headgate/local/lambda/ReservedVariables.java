package dev.headgate.local.lambda;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The variables that Lambda sets in a function's process.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html">Defined runtime variables</a>
 */
final class ReservedVariables {
    private ReservedVariables() {}

    /**
     * Returns all variables of a process: the function's own over Lambda's defaults, under those that no function can
     * set. None comes from this process but {@code SystemRoot}, without which Windows opens no socket.
     */
    static Map<String, String> of(FunctionDefinition function, Path taskRoot, String runtimeApi, String logStream) {
        Map<String, String> variables = new HashMap<>(defaults());
        variables.putAll(function.environment());
        variables.putAll(fixed(function, taskRoot));
        variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", logStream);
        return variables;
    }

    private static Map<String, String> defaults() {
        Map<String, String> defaults = new HashMap<>(Map.of(
                "AWS_ACCESS_KEY_ID", "local",
                "AWS_SECRET_ACCESS_KEY", "local",
                "AWS_REGION", Arns.REGION,
                "AWS_DEFAULT_REGION", Arns.REGION,
                "AWS_XRAY_CONTEXT_MISSING", "LOG_ERROR",
                "LANG", "en_US.UTF-8",
                "TZ", ":UTC"));
        String systemRoot = System.getenv("SystemRoot");
        if (systemRoot != null) {
            defaults.put("SystemRoot", systemRoot);
        }
        return defaults;
    }

    private static Map<String, String> fixed(FunctionDefinition function, Path taskRoot) {
        return Map.of(
                "_HANDLER", function.handler(),
                "AWS_EXECUTION_ENV", "AWS_Lambda_java25",
                "AWS_LAMBDA_FUNCTION_NAME", function.name(),
                "AWS_LAMBDA_FUNCTION_VERSION", "$LATEST",
                "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMegabytes()),
                "AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand",
                "AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name(),
                "LAMBDA_TASK_ROOT", taskRoot.toString(),
                "LAMBDA_RUNTIME_DIR", taskRoot.toString());
    }
}
