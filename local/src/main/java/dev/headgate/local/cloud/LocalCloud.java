package dev.headgate.local.cloud;

import dev.headgate.local.cloudwatch.CloudWatch;
import dev.headgate.local.lambda.LambdaService;
import dev.headgate.local.stepfunctions.StepFunctionsService;
import dev.headgate.local.template.Stack;
import dev.headgate.local.template.StackSchedule;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** A stack that runs on this machine, until it is closed or the process ends. */
public final class LocalCloud implements AutoCloseable {

    private final Stack stack;
    private final Map<Endpoint, URI> endpoints;
    private final Stores stores;
    private final LambdaService lambda;
    private final StepFunctionsService stepFunctions;
    private final Topics topics;
    private final CloudWatch cloudWatch;
    private final FunctionCallCounter functionCalls;
    private final Closing closing;
    private final Thread hook = new Thread(this::closeParts, "headgate-shutdown");

    LocalCloud(
            Stack stack,
            Map<Endpoint, URI> endpoints,
            Stores stores,
            LambdaService lambda,
            StepFunctionsService stepFunctions,
            Topics topics,
            CloudWatch cloudWatch,
            FunctionCallCounter functionCalls,
            Closing closing) {
        this.stack = stack;
        this.endpoints = Collections.unmodifiableMap(new EnumMap<>(endpoints));
        this.stores = stores;
        this.lambda = lambda;
        this.stepFunctions = stepFunctions;
        this.topics = topics;
        this.cloudWatch = cloudWatch;
        this.functionCalls = functionCalls;
        this.closing = closing;
    }

    /**
     * A running stack: stores up, resources made, functions and workflows ready, custom resources created.
     *
     * @throws dev.headgate.local.template.TemplateException if the template has something that cannot be run here
     * @throws StartException if a port is taken, a store does not come up or a custom resource fails
     */
    public static LocalCloud start(LocalCloudOptions options) throws InterruptedException {
        LocalCloud cloud = new Startup(options).run();
        Runtime.getRuntime().addShutdownHook(cloud.hook);
        return cloud;
    }

    public Stack stack() {
        return stack;
    }

    /** Where each service is reached in this run. */
    public Map<Endpoint, URI> endpoints() {
        return endpoints;
    }

    public LambdaService lambda() {
        return lambda;
    }

    /** Calls each function that has a schedule as the schedule does, and returns when they have answered. */
    public void callScheduled() throws InterruptedException {
        for (StackSchedule schedule : stack.schedules()) {
            if (schedule.enabled()) {
                String event = Schedules.payload(schedule, Instant.now());
                lambda.invoke(schedule.function(), event.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    public StepFunctionsService stepFunctions() {
        return stepFunctions;
    }

    public Topics topics() {
        return topics;
    }

    public CloudWatch cloudWatch() {
        return cloudWatch;
    }

    /**
     * What another reading of this run's template declares by custom resources, such as a second limit, until it is
     * closed.
     *
     * @throws StartException if one fails
     */
    public Declarations declare(Stack other) throws InterruptedException {
        return Declarations.make(lambda, other);
    }

    /** The requests that passed the DynamoDB endpoint so far. */
    public DynamoDbCounts dynamoDbCounts() {
        return stores.dynamoDb().counts();
    }

    /** The kinds of requests that functions made to Lambda, SQS, Step Functions, CloudWatch and Secrets Manager so far. */
    public Set<FunctionCall> functionCalls() {
        return functionCalls.calls();
    }

    /** The access key id that a function's requests are signed with, by which counts tell them apart. */
    public static String accessKey(String logicalId) {
        return FunctionDefinitions.accessKey(logicalId);
    }

    /** Ends all processes and servers of the run; files are left in its work directory only. */
    @Override
    public void close() {
        closing.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending; the hook will find nothing left to close.
            Thread.onSpinWait();
        }
    }

    private void closeParts() {
        closing.close();
    }
}
