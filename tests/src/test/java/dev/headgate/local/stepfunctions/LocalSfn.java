package dev.headgate.local.stepfunctions;

import static org.awaitility.Awaitility.await;

import dev.headgate.local.asl.WallTime;
import dev.headgate.local.lambda.InvocationResult;
import dev.headgate.local.stepfunctions.integration.Json;
import dev.headgate.local.stepfunctions.integration.ServiceEndpoints;
import dev.headgate.local.stepfunctions.integration.StubServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/**
 * A local Step Functions on a free port, the SDK's client of it, and one stub for all services behind it. As an extension
 * ({@code @RegisterExtension final LocalSfn local = new LocalSfn()}) each test has its own.
 */
public final class LocalSfn implements AfterEachCallback, AutoCloseable {
    static final String ROLE = "arn:aws:iam::000000000000:role/test";

    private final StubServer stub;
    private final StepFunctionsService service;
    private final SfnClient client;

    LocalSfn(int keptEvents, Function<StubServer.Request, StubServer.Answer> answers) {
        try {
            stub = new StubServer(answers);
            ServiceEndpoints endpoints = new ServiceEndpoints(stub.uri(), stub.uri(), stub.uri());
            service = new StepFunctionsService(
                    new StepFunctionsOptions(0, endpoints, Arns.local(), keptEvents),
                    (function, payload) -> new InvocationResult(payload, false, "id", ""),
                    arn -> Optional.of(Map.of("Authorization", "Bearer key")),
                    new WallTime(InstantSource.system()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        client = client(service.endpoint());
    }

    public LocalSfn() {
        this(StepFunctionsOptions.DEFAULT_KEPT_EVENTS, _ -> StubServer.Answer.json(200, "{\"MessageId\":\"m\"}"));
    }

    private static SfnClient client(URI endpoint) {
        return SfnClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("x", "x")))
                .httpClient(UrlConnectionHttpClient.builder()
                        .socketTimeout(Duration.ofSeconds(30))
                        .build())
                // The SDK calls StartSyncExecution at "sync-" and the endpoint's host, which only AWS has.
                .overrideConfiguration(
                        o -> o.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    StubServer stub() {
        return stub;
    }

    StepFunctionsService service() {
        return service;
    }

    public SfnClient client() {
        return client;
    }

    /** The ARN of a new machine that starts at A; {@code states} are the members of States, in single quotes. */
    String machine(String name, String states) {
        return machine(name, StateMachineType.STANDARD, states);
    }

    String machine(String name, StateMachineType type, String states) {
        return client.createStateMachine(
                        r -> r.name(name).type(type).roleArn(ROLE).definition(definition(states)))
                .stateMachineArn();
    }

    static String definition(String states) {
        return ("{'QueryLanguage':'JSONata','StartAt':'A','States':{" + states + "}}").replace('\'', '"');
    }

    String start(String machineArn, String input) {
        return client.startExecution(r -> r.stateMachineArn(machineArn).input(input))
                .executionArn();
    }

    /** Starts an execution that waits for its token; {@code fields} are further ones of its state, in single quotes. */
    public String startWaiting(String fields) {
        String send = "'A':{'Type':'Task','Resource':'arn:aws:states:::sqs:sendMessage.waitForTaskToken',"
                + fields
                + "'Arguments':{'QueueUrl':'http://localhost/000000000000/q',"
                + "'MessageBody':{'token':'{% $states.context.Task.Token %}'}},'End':true}";
        return start(machine("send", send), "{}");
    }

    /** The token in the message that the stub queue got, once it has. */
    public String sentToken() {
        await().until(() -> !stub.requests().isEmpty());
        String body = Json.parse(stub.requests().getFirst().body())
                .orElseThrow()
                .path("MessageBody")
                .asText();
        return Json.parse(body).orElseThrow().path("token").asText();
    }

    /** The execution, once it has ended. */
    public DescribeExecutionResponse ended(String executionArn) throws InterruptedException {
        service.await(executionArn);
        DescribeExecutionResponse execution = client.describeExecution(r -> r.executionArn(executionArn));
        if (execution.status() == ExecutionStatus.RUNNING) {
            throw new IllegalStateException("still running: " + execution);
        }
        return execution;
    }

    DescribeExecutionResponse run(String machineArn, String input) throws InterruptedException {
        return ended(start(machineArn, input));
    }

    List<HistoryEvent> history(String executionArn) {
        return client.getExecutionHistory(r -> r.executionArn(executionArn)).events();
    }

    List<String> types(String executionArn) {
        return history(executionArn).stream().map(HistoryEvent::typeAsString).toList();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        close();
    }

    @Override
    public void close() {
        client.close();
        service.close();
        stub.close();
    }
}
