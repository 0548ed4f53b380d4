package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/** The calls that describe functions: ListFunctions, GetFunction, GetFunctionConfiguration. */
final class FunctionsApi {
    private final LambdaService lambda;
    private final Instant started;

    FunctionsApi(LambdaService lambda, Instant started) {
        this.lambda = lambda;
        this.started = started;
    }

    ApiResponse list() {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        lambda.functions().forEach(function -> answer.withArray("Functions").add(configuration(function)));
        return ApiResponse.json(200, answer);
    }

    ApiResponse get(String nameOrArn) {
        FunctionDefinition function = lambda.function(nameOrArn);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("Configuration", configuration(function));
        answer.putObject("Code").put("RepositoryType", "local");
        lambda.reservedConcurrency(nameOrArn)
                .ifPresent(reserved -> answer.putObject("Concurrency").put("ReservedConcurrentExecutions", reserved));
        return ApiResponse.json(200, answer);
    }

    ApiResponse configuration(String nameOrArn) {
        return ApiResponse.json(200, configuration(lambda.function(nameOrArn)));
    }

    private ObjectNode configuration(FunctionDefinition function) {
        ObjectNode configuration = JsonNodeFactory.instance.objectNode();
        configuration
                .put("FunctionName", function.name())
                .put("FunctionArn", Arns.function(function.name()))
                .put("Runtime", "java25")
                .put("Handler", function.handler())
                .put("Timeout", function.timeout().toSeconds())
                .put("MemorySize", function.memoryMegabytes())
                .put("LastModified", started.toString())
                .put("Version", "$LATEST")
                .put("PackageType", "Zip")
                .put("State", "Active")
                .put("LastUpdateStatus", "Successful");
        ObjectNode variables = configuration.putObject("Environment").putObject("Variables");
        function.environment().forEach(variables::put);
        return configuration;
    }
}
