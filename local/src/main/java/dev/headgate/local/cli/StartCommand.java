package dev.headgate.local.cli;

import dev.headgate.local.cloud.Endpoint;
import dev.headgate.local.cloud.LocalCloud;
import dev.headgate.local.cloud.LocalCloudOptions;
import dev.headgate.local.gateway.GatewayOptions;
import dev.headgate.local.gateway.StandInGateway;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code headgate start}. */
@Command(
        name = "start",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = "Runs the stack of template.yaml on this machine until it is stopped (Ctrl-C), with AWS's APIs on"
                + " localhost. Unless a GatewayUrl is given, a stand-in AI gateway runs beside it.")
final class StartCommand implements Callable<Integer> {
    private static final String GATEWAY_URL = "GatewayUrl";
    private static final String GATEWAY_KEY = "GatewayApiKey";
    private static final String STAND_IN_KEY = "sk-standin-local";
    private static final int STAND_IN_RATE = 10;
    private static final int STAND_IN_BURST = 20;
    private static final int MOST_PORT = 65_535;
    private static final int MOST_PERIOD_SECONDS = 86_400;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before the command is called
    private CommandSpec spec;

    @ArgGroup(exclusive = false, heading = "%nWhere to listen, 0 for any free port:%n")
    private Ports ports = new Ports();

    @ArgGroup(exclusive = false, heading = "%nServices to use instead of starting them here:%n")
    private Replacements replacements = new Replacements();

    @Option(
            names = "--parameter",
            paramLabel = "NAME=VALUE",
            description = "a parameter of template.yaml; may be repeated")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = {"--work", "--out"},
            paramLabel = "DIR",
            description = "where data and logs of the run go (target/local)")
    private @Nullable Path work;

    @Option(
            names = "--alarm-period",
            paramLabel = "SECONDS",
            description =
                    "shortens the periods of alarms, so that they come and go sooner than on AWS (the template's)")
    private @Nullable Integer alarmPeriodSeconds;

    /** Options for ports. */
    static final class Ports {
        @Option(names = "--port-lambda", paramLabel = "PORT", description = "Lambda (3001)")
        private int lambda = Endpoint.LAMBDA.defaultPort();

        @Option(names = "--port-stepfunctions", paramLabel = "PORT", description = "Step Functions (8083)")
        private int stepFunctions = Endpoint.STEP_FUNCTIONS.defaultPort();

        @Option(names = "--port-dynamodb", paramLabel = "PORT", description = "DynamoDB (8000)")
        private int dynamoDb = Endpoint.DYNAMODB.defaultPort();

        @Option(names = "--port-sqs", paramLabel = "PORT", description = "SQS (9324)")
        private int sqs = Endpoint.SQS.defaultPort();

        @Option(names = "--port-cloudwatch", paramLabel = "PORT", description = "CloudWatch (3002)")
        private int cloudWatch = Endpoint.CLOUDWATCH.defaultPort();

        @Option(names = "--port-s3", paramLabel = "PORT", description = "S3 (9090)")
        private int s3 = Endpoint.S3.defaultPort();

        Map<Endpoint, Integer> all() {
            return Map.of(
                    Endpoint.LAMBDA, lambda,
                    Endpoint.STEP_FUNCTIONS, stepFunctions,
                    Endpoint.DYNAMODB, dynamoDb,
                    Endpoint.SQS, sqs,
                    Endpoint.CLOUDWATCH, cloudWatch,
                    Endpoint.S3, s3);
        }
    }

    /** Options for endpoints of others. */
    static final class Replacements {
        @Option(names = "--endpoint-dynamodb", paramLabel = "URL", description = "a DynamoDB endpoint")
        private @Nullable URI dynamoDb;

        @Option(names = "--endpoint-sqs", paramLabel = "URL", description = "an SQS endpoint")
        private @Nullable URI sqs;

        @Option(names = "--endpoint-s3", paramLabel = "URL", description = "an S3 endpoint")
        private @Nullable URI s3;

        @Option(names = "--endpoint-secretsmanager", paramLabel = "URL", description = "a Secrets Manager endpoint")
        private @Nullable URI secretsManager;

        Map<Endpoint, URI> all() {
            Map<Endpoint, URI> all = new LinkedHashMap<>();
            put(all, Endpoint.DYNAMODB, dynamoDb);
            put(all, Endpoint.SQS, sqs);
            put(all, Endpoint.S3, s3);
            put(all, Endpoint.SECRETS_MANAGER, secretsManager);
            return all;
        }

        private static void put(Map<Endpoint, URI> all, Endpoint endpoint, @Nullable URI uri) {
            if (uri != null) {
                all.put(endpoint, uri);
            }
        }
    }

    @Override
    public Integer call() throws Exception {
        LocalCloudOptions.Builder options = options();
        if (parameters.containsKey(GATEWAY_URL)) {
            runUntilStopped(options.build(), null);
        } else {
            try (StandInGateway gateway = StandInGateway.start(standIn())) {
                options.parameter(GATEWAY_URL, gateway.baseUrl().toString()).parameter(GATEWAY_KEY, STAND_IN_KEY);
                runUntilStopped(options.build(), gateway.baseUrl());
            }
        }
        return ExitCode.OK;
    }

    private static GatewayOptions standIn() {
        return GatewayOptions.builder(STAND_IN_KEY, STAND_IN_RATE, STAND_IN_BURST)
                .build();
    }

    private void runUntilStopped(LocalCloudOptions options, @Nullable URI gateway) throws InterruptedException {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        try (LocalCloud cloud = LocalCloud.start(options)) {
            Welcome.lines(cloud, gateway).forEach(out::println);
            if (alarmPeriodSeconds != null) {
                out.println();
                out.println("Alarms: periods are shortened to " + alarmPeriodSeconds + " s at most, unlike on AWS");
            }
            cloud.topics().addListener(message -> out.println(message.topic().name() + ": " + message.subject()));
            new CountDownLatch(1).await();
        }
    }

    /** Returns what the run is started with. */
    LocalCloudOptions.Builder options() {
        LocalCloudOptions.Builder options = LocalCloudOptions.builder(Home.find());
        if (work != null) {
            options.workDirectory(work);
        }
        ports.all().forEach((endpoint, port) -> options.port(endpoint, checked(endpoint, port)));
        replacements.all().forEach((endpoint, uri) -> options.replacement(endpoint, checked(uri)));
        return options.alarmPeriod(alarmPeriod()).parameters(parameters);
    }

    private @Nullable Duration alarmPeriod() {
        if (alarmPeriodSeconds != null && (alarmPeriodSeconds < 1 || alarmPeriodSeconds > MOST_PERIOD_SECONDS)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--alarm-period must be between 1 and " + MOST_PERIOD_SECONDS + ", got: " + alarmPeriodSeconds);
        }
        return alarmPeriodSeconds == null ? null : Duration.ofSeconds(alarmPeriodSeconds);
    }

    private int checked(Endpoint endpoint, int port) {
        if (port < 0 || port > MOST_PORT) {
            throw new ParameterException(
                    spec.commandLine(),
                    "port of " + endpoint.title() + " must be between 0 and " + MOST_PORT + ", got: " + port);
        }
        return port;
    }

    private URI checked(URI uri) {
        if (uri.getHost() == null || uri.getScheme() == null || !uri.getScheme().startsWith("http")) {
            throw new ParameterException(
                    spec.commandLine(), "an endpoint must be a URL such as http://localhost:8000, got: " + uri);
        }
        return uri;
    }
}
