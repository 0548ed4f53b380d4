package dev.headgate.local.cloud;

import dev.headgate.local.lambda.FunctionDefinition;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackFunction;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Turns a stack's functions into what the Lambda service runs: package, variables, endpoints. */
final class FunctionDefinitions {

    private final List<Path> classpath;
    private final Map<String, String> common;

    /**
     * Reads the built package.
     *
     * @param functions the folder with {@code classes} and {@code lib}
     * @throws StartException if it is not built
     */
    FunctionDefinitions(Path functions, Map<Endpoint, URI> endpoints, URI rest) {
        this.classpath = classpath(functions);
        this.common = common(endpoints, rest);
    }

    List<FunctionDefinition> of(Stack stack) {
        return stack.functions().values().stream().map(this::definition).toList();
    }

    private FunctionDefinition definition(StackFunction function) {
        Map<String, String> environment = new HashMap<>(common);
        environment.put("AWS_ACCESS_KEY_ID", accessKey(function.logicalId()));
        environment.putAll(function.environment());
        return new FunctionDefinition(
                function.name(),
                classpath,
                function.handler(),
                environment,
                function.memoryMegabytes(),
                function.timeout(),
                function.reservedConcurrency());
    }

    /** Made of letters and digits, since DynamoDB Local refuses others; by it the counts tell functions apart. */
    static String accessKey(String logicalId) {
        return "LOCAL" + logicalId.toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> common(Map<Endpoint, URI> endpoints, URI rest) {
        Map<String, String> variables = new HashMap<>();
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_SECRET_ACCESS_KEY", "local");
        // Without it, an SDK that finds no endpoint or credentials would look for them outside this machine.
        variables.put("AWS_EC2_METADATA_DISABLED", "true");
        variables.put("AWS_ENDPOINT_URL", rest.toString());
        endpoints.forEach((endpoint, uri) -> variables.put(endpoint.variable(), uri.toString()));
        return variables;
    }

    private static List<Path> classpath(Path functions) {
        Path classes = functions.resolve("classes");
        if (!Files.isDirectory(classes)) {
            throw new StartException("the functions are not in " + classes + ": build functions first");
        }
        List<Path> classpath = new ArrayList<>(List.of(classes));
        try (Stream<Path> libraries = Files.list(functions.resolve("lib"))) {
            libraries
                    .filter(library -> library.toString().endsWith(".jar"))
                    .sorted()
                    .forEach(classpath::add);
        } catch (IOException e) {
            throw new StartException("the functions' libraries cannot be read: " + e, e);
        }
        return classpath;
    }
}
