package dev.headgate.local.cloud;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a local run is set up.
 *
 * @param template the template.yaml to run
 * @param parameters values for its parameters, over its defaults
 * @param ports where to listen, 0 for any free port; an endpoint that is not named listens on its default port
 * @param replacements endpoints to use instead of starting a store here: DynamoDB (plain http), SQS or S3
 * @param workDirectory everything the run writes is below it
 * @param functionsDirectory the built functions: classes directly below it in {@code classes}, libraries in {@code lib}
 * @param dynamoDbDirectory the libraries of DynamoDB Local
 * @param maxEnvironments environments that one function may have at once, from 1
 * @param alarmPeriod the longest period that alarms keep, whole seconds from 1; null leaves the template's
 */
public record LocalCloudOptions(
        Path template,
        Map<String, String> parameters,
        Map<Endpoint, Integer> ports,
        Map<Endpoint, URI> replacements,
        Path workDirectory,
        Path functionsDirectory,
        Path dynamoDbDirectory,
        int maxEnvironments,
        @Nullable Duration alarmPeriod) {

    private static final Set<Endpoint> REPLACEABLE = Set.of(Endpoint.DYNAMODB, Endpoint.SQS, Endpoint.S3);

    public LocalCloudOptions {
        parameters = Map.copyOf(parameters);
        ports = Map.copyOf(ports);
        replacements = Map.copyOf(replacements);
        if (!REPLACEABLE.containsAll(replacements.keySet())) {
            throw new IllegalArgumentException("replacements must be among " + REPLACEABLE + ", got: " + replacements);
        }
        if (alarmPeriod != null
                && (alarmPeriod.isZero() || alarmPeriod.toSeconds() * 1_000 != alarmPeriod.toMillis())) {
            throw new IllegalArgumentException("alarmPeriod must be whole seconds, at least 1, got: " + alarmPeriod);
        }
    }

    /** The options for the built checkout at {@code home}: its template, default ports, work below its target folder. */
    public static LocalCloudOptions of(Path home) {
        return new LocalCloudOptions(
                home.resolve("template.yaml"),
                Map.of(),
                Map.of(),
                Map.of(),
                home.resolve("target/local"),
                home.resolve("functions/target"),
                home.resolve("local/dynamodb/target/lib"),
                Math.max(2, 2 * Runtime.getRuntime().availableProcessors()),
                null);
    }

    public int port(Endpoint endpoint) {
        return ports.getOrDefault(endpoint, endpoint.defaultPort());
    }

    public LocalCloudOptions withParameter(String name, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return new LocalCloudOptions(
                template,
                changed,
                ports,
                replacements,
                workDirectory,
                functionsDirectory,
                dynamoDbDirectory,
                maxEnvironments,
                alarmPeriod);
    }

    public LocalCloudOptions withPort(Endpoint endpoint, int port) {
        Map<Endpoint, Integer> changed = new EnumMap<>(Endpoint.class);
        changed.putAll(ports);
        changed.put(endpoint, port);
        return withPorts(changed);
    }

    /** These options with every endpoint on any free port, as tests want it. */
    public LocalCloudOptions withFreePorts() {
        Map<Endpoint, Integer> changed = new EnumMap<>(Endpoint.class);
        for (Endpoint endpoint : Endpoint.values()) {
            changed.put(endpoint, 0);
        }
        return withPorts(changed);
    }

    public LocalCloudOptions withReplacement(Endpoint endpoint, URI uri) {
        Map<Endpoint, URI> changed = new EnumMap<>(Endpoint.class);
        changed.putAll(replacements);
        changed.put(endpoint, uri);
        return new LocalCloudOptions(
                template,
                parameters,
                ports,
                changed,
                workDirectory,
                functionsDirectory,
                dynamoDbDirectory,
                maxEnvironments,
                alarmPeriod);
    }

    public LocalCloudOptions withWorkDirectory(Path directory) {
        return new LocalCloudOptions(
                template,
                parameters,
                ports,
                replacements,
                directory,
                functionsDirectory,
                dynamoDbDirectory,
                maxEnvironments,
                alarmPeriod);
    }

    public LocalCloudOptions withMaxEnvironments(int environments) {
        return new LocalCloudOptions(
                template,
                parameters,
                ports,
                replacements,
                workDirectory,
                functionsDirectory,
                dynamoDbDirectory,
                environments,
                alarmPeriod);
    }

    /** These options with alarms whose periods are no longer than that. */
    public LocalCloudOptions withAlarmPeriod(@Nullable Duration period) {
        return new LocalCloudOptions(
                template,
                parameters,
                ports,
                replacements,
                workDirectory,
                functionsDirectory,
                dynamoDbDirectory,
                maxEnvironments,
                period);
    }

    private LocalCloudOptions withPorts(Map<Endpoint, Integer> changed) {
        return new LocalCloudOptions(
                template,
                parameters,
                changed,
                replacements,
                workDirectory,
                functionsDirectory,
                dynamoDbDirectory,
                maxEnvironments,
                alarmPeriod);
    }
}
