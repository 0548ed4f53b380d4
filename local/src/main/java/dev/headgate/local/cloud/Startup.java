package dev.headgate.local.cloud;

import dev.headgate.local.asl.WallTime;
import dev.headgate.local.cloudwatch.CloudWatch;
import dev.headgate.local.cloudwatch.CloudWatchEndpoint;
import dev.headgate.local.cloudwatch.MetricAlarm;
import dev.headgate.local.cloudwatch.MetricQuery;
import dev.headgate.local.cloudwatch.ServiceMetrics;
import dev.headgate.local.lambda.EventSourceMapping;
import dev.headgate.local.lambda.EventSourceMappings;
import dev.headgate.local.lambda.LambdaEndpoint;
import dev.headgate.local.lambda.LambdaOptions;
import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.stepfunctions.MachineType;
import dev.headgate.local.stepfunctions.StepFunctionsOptions;
import dev.headgate.local.stepfunctions.StepFunctionsService;
import dev.headgate.local.stepfunctions.integration.FunctionInvoker;
import dev.headgate.local.stepfunctions.integration.ServiceEndpoints;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackConnection;
import dev.headgate.local.template.StackEventSource;
import dev.headgate.local.template.StackQueue;
import dev.headgate.local.template.StackStateMachine;
import dev.headgate.local.template.Template;
import dev.headgate.local.template.TemplateOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Starts a {@link LocalCloud}, step by step; what was started is closed again where a later step fails. */
final class Startup {

    private static final String STACK_NAME = "headgate";

    private final LocalCloudOptions options;
    private final Map<Endpoint, Integer> ports = new EnumMap<>(Endpoint.class);
    private final Map<Endpoint, URI> endpoints = new EnumMap<>(Endpoint.class);
    private final FunctionCallCounter functionCalls = new FunctionCallCounter();
    private final Closing closing = new Closing();

    Startup(LocalCloudOptions options) {
        this.options = options;
    }

    LocalCloud run() throws InterruptedException {
        try {
            return start();
        } catch (IOException e) {
            closing.close();
            throw new StartException("the local run cannot start: " + e.getMessage(), e);
        } catch (InterruptedException | RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private LocalCloud start() throws IOException, InterruptedException {
        quietLoggers();
        Files.createDirectories(options.workDirectory());
        claimPorts();
        Stack stack = Template.read(options.template())
                .resolve(new TemplateOptions(STACK_NAME, options.parameters(), endpoint(Endpoint.SQS)));
        Stores stores = Stores.start(options, ports, closing);
        stores.make(stack);
        SecretsStore secrets = closing.add(
                new SecretsStore(port(Endpoint.SECRETS_MANAGER), stack.secrets().values(), Instant.now()));
        LambdaService lambda = lambda(stack, secrets.endpoint());
        EventSourceMappings mappings = mappings(stack, lambda);
        closing.add(new LambdaEndpoint(lambda, mappings, port(Endpoint.LAMBDA)));
        EventBus events = new EventBus(stack, lambda);
        StepFunctionsService stepFunctions = stepFunctions(stack, stores, lambda, events);
        Topics topics = new Topics(stack.topics().values());
        CloudWatch cloudWatch = cloudWatch(stack, lambda, new AlarmActions(lambda, topics, events));
        closing.add(new CloudWatchEndpoint(cloudWatch.alarms(), InstantSource.system(), port(Endpoint.CLOUDWATCH)));
        stepFunctions.addStatusListener(new ExecutionMeter(cloudWatch.metrics(), InstantSource.system()));
        Declarations.make(lambda, stack);
        mappings.start();
        cloudWatch.start(new ServiceMeter(lambda, mappings, stores.sqs().endpoint(), watchedQueues(stack)));
        closing.add(Schedules.start(stack.schedules(), events::call, InstantSource.system()));
        return new LocalCloud(
                stack, endpoints, stores, lambda, stepFunctions, topics, cloudWatch, functionCalls, closing);
    }

    private CloudWatch cloudWatch(Stack stack, LambdaService lambda, AlarmActions actions) {
        CloudWatch cloudWatch = closing.add(
                new CloudWatch(stack.alarms().values(), options.alarmPeriod(), actions, InstantSource.system()));
        lambda.addLogListener((_, line) -> cloudWatch.printed(line));
        return cloudWatch;
    }

    private static List<StackQueue> watchedQueues(Stack stack) {
        Set<String> watched = stack.alarms().values().stream()
                .filter(MetricAlarm.class::isInstance)
                .flatMap(alarm -> ((MetricAlarm) alarm).stats().stream())
                .map(MetricQuery.Stat::metric)
                .filter(ServiceMetrics.SQS::has)
                .map(ServiceMetrics.SQS::subject)
                .collect(Collectors.toSet());
        return stack.queues().values().stream()
                .filter(queue -> watched.contains(queue.name()))
                .toList();
    }

    /** The stores' libraries log by SLF4J, which says on standard error that nobody listens, unless told not to. */
    private static void quietLoggers() {
        if (System.getProperty("slf4j.internal.verbosity") == null) {
            System.setProperty("slf4j.internal.verbosity", "ERROR");
        }
    }

    private void claimPorts() {
        for (Endpoint endpoint : Endpoint.values()) {
            URI replacement = options.replacements().get(endpoint);
            if (replacement != null && endpoint != Endpoint.DYNAMODB) {
                endpoints.put(endpoint, replacement);
            } else {
                ports.put(endpoint, Ports.claim(options.port(endpoint), endpoint.title()));
                endpoints.put(endpoint, Ports.uri(port(endpoint)));
            }
        }
    }

    private int port(Endpoint endpoint) {
        return ports.getOrDefault(endpoint, 0);
    }

    private URI endpoint(Endpoint endpoint) {
        return Objects.requireNonNull(endpoints.get(endpoint));
    }

    private LambdaService lambda(Stack stack, URI rest) throws IOException {
        Map<Endpoint, URI> counted = new EnumMap<>(endpoints);
        for (Endpoint service : List.of(
                Endpoint.LAMBDA,
                Endpoint.SQS,
                Endpoint.STEP_FUNCTIONS,
                Endpoint.CLOUDWATCH,
                Endpoint.SECRETS_MANAGER)) {
            counted.computeIfPresent(service, (_, uri) -> counted(uri));
        }
        FunctionDefinitions definitions = new FunctionDefinitions(options.functionsDirectory(), counted, counted(rest));
        LambdaOptions lambdaOptions = LambdaOptions.builder(options.workDirectory())
                .cacheDirectory(options.cacheDirectory())
                .maxEnvironments(options.maxEnvironments())
                .build();
        return closing.add(new LambdaService(definitions.of(stack), lambdaOptions));
    }

    /** Where functions reach a service, and nobody else, so that what they call is known. */
    private URI counted(URI service) {
        if (!"http".equals(service.getScheme()) || service.getPort() < 0) {
            return service;
        }
        InetSocketAddress address = new InetSocketAddress(service.getHost(), service.getPort());
        return closing.add(RequestFront.start(0, address, functionCalls)).endpoint();
    }

    private EventSourceMappings mappings(Stack stack, LambdaService lambda) {
        return closing.add(new EventSourceMappings(
                lambda,
                stack.eventSources().stream()
                        .filter(StackEventSource::enabled)
                        .map(source -> mapping(stack, source))
                        .toList()));
    }

    private static EventSourceMapping mapping(Stack stack, StackEventSource source) {
        return new EventSourceMapping(
                Objects.requireNonNull(stack.queues().get(source.queue())).url(),
                Objects.requireNonNull(stack.functions().get(source.function())).name(),
                source.batchSize(),
                source.window(),
                source.maximumConcurrency().orElse(0),
                source.reportBatchItemFailures());
    }

    private StepFunctionsService stepFunctions(Stack stack, Stores stores, LambdaService lambda, EventBus events)
            throws IOException {
        ServiceEndpoints services = new ServiceEndpoints(
                stores.dynamoDb().endpoint(),
                stores.sqs().endpoint(),
                stores.s3().endpoint());
        StepFunctionsService service = closing.add(new StepFunctionsService(
                StepFunctionsOptions.local(port(Endpoint.STEP_FUNCTIONS), services),
                FunctionInvoker.of(lambda),
                arn -> headers(stack, arn),
                new WallTime(InstantSource.system())));
        service.addStatusListener(events::send);
        for (StackStateMachine machine : stack.stateMachines().values()) {
            service.createStateMachine(machine.name(), machine.definition(), MachineType.valueOf(machine.type()));
        }
        return service;
    }

    private static Optional<Map<String, String>> headers(Stack stack, String connectionArn) {
        return stack.connections().values().stream()
                .filter(connection -> connection.arn().equals(connectionArn))
                .map(StackConnection::headers)
                .findFirst();
    }
}
