package dev.headgate.local.lambda;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A function as its template declares it.
 *
 * @param name the logical id
 * @param classpath jars and class folders, in order; the runtime loop is added by the service
 * @param handler {@code fully.qualified.Class::method}
 * @param environment the function's own variables; Lambda's reserved ones are added by the service
 * @param memoryMegabytes 128 to 10,240, the bounds of Lambda
 * @param timeout more than zero and at most 15 minutes
 * @param reservedConcurrency how many events at once before Lambda throttles; empty where none is reserved
 */
public record FunctionDefinition(
        String name,
        List<Path> classpath,
        String handler,
        Map<String, String> environment,
        int memoryMegabytes,
        Duration timeout,
        OptionalInt reservedConcurrency) {
    private static final Duration MAX_TIMEOUT = Duration.ofMinutes(15);

    public FunctionDefinition {
        if (!name.matches("[A-Za-z0-9_-]{1,140}")) {
            throw new IllegalArgumentException(
                    "name must be 1 to 140 letters, digits, hyphens and underscores, got: " + name);
        }
        if (memoryMegabytes < 128 || memoryMegabytes > 10_240) {
            throw new IllegalArgumentException(
                    "memoryMegabytes must be between 128 and 10240, got: " + memoryMegabytes);
        }
        if (!timeout.isPositive() || timeout.compareTo(MAX_TIMEOUT) > 0) {
            throw new IllegalArgumentException("timeout must be above 0 and at most 900 seconds, got: " + timeout);
        }
        classpath = List.copyOf(classpath);
        environment = Map.copyOf(environment);
    }
}
