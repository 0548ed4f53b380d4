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
 * @param workDirectory what the run writes is below it
 * @param cacheDirectory what the next run may use again, whatever its work directory: packed functions and their archives
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
        Path cacheDirectory,
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

    /** Options to be told for the built checkout at {@code home}. */
    public static Builder builder(Path home) {
        return new Builder(home);
    }

    public int port(Endpoint endpoint) {
        return ports.getOrDefault(endpoint, endpoint.defaultPort());
    }

    /** What is not told is the checkout's: its template, default ports, work below its target folder. */
    public static final class Builder {
        private final Path home;
        private final Map<String, String> parameters = new HashMap<>();
        private final Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
        private final Map<Endpoint, URI> replacements = new EnumMap<>(Endpoint.class);
        private Path workDirectory;
        private int maxEnvironments = Math.max(2, 2 * Runtime.getRuntime().availableProcessors());
        private @Nullable Duration alarmPeriod;

        private Builder(Path home) {
            this.home = home;
            this.workDirectory = home.resolve("target/local");
        }

        public Builder parameter(String name, String value) {
            parameters.put(name, value);
            return this;
        }

        public Builder parameters(Map<String, String> values) {
            parameters.putAll(values);
            return this;
        }

        public Builder port(Endpoint endpoint, int port) {
            ports.put(endpoint, port);
            return this;
        }

        /** Every endpoint on any free port, as tests want it. */
        public Builder freePorts() {
            for (Endpoint endpoint : Endpoint.values()) {
                ports.put(endpoint, 0);
            }
            return this;
        }

        public Builder replacement(Endpoint endpoint, URI uri) {
            replacements.put(endpoint, uri);
            return this;
        }

        public Builder workDirectory(Path directory) {
            workDirectory = directory;
            return this;
        }

        public Builder maxEnvironments(int environments) {
            maxEnvironments = environments;
            return this;
        }

        /** Alarms whose periods are no longer than that; null leaves the template's. */
        public Builder alarmPeriod(@Nullable Duration longest) {
            alarmPeriod = longest;
            return this;
        }

        /**
         * Returns the options.
         *
         * @throws IllegalArgumentException if something is out of its bounds
         */
        public LocalCloudOptions build() {
            return new LocalCloudOptions(
                    home.resolve("template.yaml"),
                    parameters,
                    ports,
                    replacements,
                    workDirectory,
                    home.resolve("target/lambda"),
                    home.resolve("functions/target"),
                    home.resolve("local/dynamodb/target/lib"),
                    maxEnvironments,
                    alarmPeriod);
        }
    }
}
