package dev.headgate.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvalidRequestContentException;
import software.amazon.awssdk.services.lambda.model.InvocationType;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.LogType;
import software.amazon.awssdk.services.lambda.model.RequestTooLargeException;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.ThrottleReason;
import software.amazon.awssdk.services.lambda.model.TooManyRequestsException;

/** Calls the endpoint as users do: with AWS's SDK. */
class LambdaEndpointTest {
    @TempDir
    static Path directory;

    private static LambdaService lambda;
    private static EventSourceMappings mappings;
    private static LambdaEndpoint endpoint;
    private static LambdaClient client;

    @BeforeAll
    static void start() throws Exception {
        lambda = new LambdaService(
                List.of(
                        TestFunctions.of(TestHandlers.Echo.class),
                        TestFunctions.of(TestHandlers.Throws.class),
                        TestFunctions.of(TestHandlers.Sleeps.class, Duration.ofSeconds(20), OptionalInt.of(0))),
                LambdaOptions.builder(directory)
                        .maxEnvironments(2)
                        .sharedArchive(false)
                        .build());
        mappings = new EventSourceMappings(
                lambda,
                List.of(new EventSourceMapping(
                        "http://localhost:1/000000000000/work", "EchoFunction", 10, Duration.ZERO, 5, true)));
        endpoint = new LambdaEndpoint(lambda, mappings, 0);
        client = LambdaClient.builder()
                .endpointOverride(endpoint.uri())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(override ->
                        override.retryStrategy(RetryMode.STANDARD).retryStrategy(strategy -> strategy.maxAttempts(1)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }

    @AfterAll
    static void stop() {
        client.close();
        endpoint.close();
        mappings.close();
        lambda.close();
    }

    @Test
    void invoke_answersThePayload_whenSynchronous() {
        InvokeResponse response = client.invoke(request -> request.functionName("EchoFunction")
                .payload(SdkBytes.fromUtf8String("{\"text\":\"gr\u00fc\u00df\"}"))
                .logType(LogType.TAIL));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.payload().asUtf8String()).isEqualTo("{\"text\":\"gr\u00fc\u00df\"}");
        assertThat(response.executedVersion()).isEqualTo("$LATEST");
        assertThat(response.functionError()).isNull();
        String log = new String(Base64.getDecoder().decode(response.logResult()), StandardCharsets.UTF_8);
        assertThat(log).contains("START RequestId: ", "END RequestId: ", "REPORT RequestId: ");
        assertThat(client.invoke(request -> request.functionName("EchoFunction"))
                        .payload()
                        .asUtf8String())
                .as("no payload is an empty object")
                .isEqualTo("{}");
    }

    @Test
    void invoke_saysUnhandled_whenTheFunctionThrows() {
        InvokeResponse response = client.invoke(
                request -> request.functionName("arn:aws:lambda:us-east-1:000000000000:function:ThrowsFunction:live")
                        .payload(SdkBytes.fromUtf8String("1")));
        assertThat(response.functionError()).isEqualTo("Unhandled");
        assertThat(response.payload().asUtf8String()).contains("java.lang.IllegalStateException");
    }

    @Test
    void invoke_acceptsAnEvent_andRunsItLater() {
        long before = lambda.counts().get("EchoFunction").invocations();
        InvokeResponse response = client.invoke(request -> request.functionName("EchoFunction")
                .invocationType(InvocationType.EVENT)
                .payload(SdkBytes.fromUtf8String("{}")));
        assertThat(response.statusCode()).isEqualTo(202);
        await().untilAsserted(() ->
                assertThat(lambda.counts().get("EchoFunction").invocations()).isGreaterThan(before));
    }

    @Test
    void invoke_runsNothing_whenDry() {
        InvokeResponse response =
                client.invoke(request -> request.functionName("ThrowsFunction").invocationType(InvocationType.DRY_RUN));
        assertThat(response.statusCode()).isEqualTo(204);
    }

    @Test
    void invoke_isRefusedByName_asLambdaDoes() {
        assertThatThrownBy(() -> client.invoke(request -> request.functionName("NoFunction")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Function not found: NoFunction");
        assertThatThrownBy(() -> client.invoke(
                        request -> request.functionName("EchoFunction").payload(SdkBytes.fromUtf8String("{]"))))
                .isInstanceOf(InvalidRequestContentException.class);
        assertThatThrownBy(() -> client.invoke(
                        request -> request.functionName("EchoFunction").payload(SdkBytes.fromUtf8String("{} 1"))))
                .isInstanceOf(InvalidRequestContentException.class);
        String large = "\"" + "x".repeat(1_048_576) + "\"";
        assertThatThrownBy(() -> client.invoke(request -> request.functionName("EchoFunction")
                        .invocationType(InvocationType.EVENT)
                        .payload(SdkBytes.fromUtf8String(large))))
                .isInstanceOf(RequestTooLargeException.class);
        assertThat(client.invoke(
                                request -> request.functionName("EchoFunction").payload(SdkBytes.fromUtf8String(large)))
                        .payload()
                        .asUtf8String())
                .hasSize(large.length());
        assertThatThrownBy(() -> client.invoke(
                        request -> request.functionName("SleepsFunction").payload(SdkBytes.fromUtf8String("0"))))
                .isInstanceOfSatisfying(
                        TooManyRequestsException.class,
                        throttled -> assertThat(throttled.reason())
                                .isEqualTo(ThrottleReason.RESERVED_FUNCTION_CONCURRENT_INVOCATION_LIMIT_EXCEEDED));
    }

    @Test
    void functions_areDescribed() {
        assertThat(client.listFunctions().functions())
                .extracting("functionName")
                .containsExactly("EchoFunction", "SleepsFunction", "ThrowsFunction");
        assertThat(client.getFunctionConfiguration(request -> request.functionName("EchoFunction")))
                .satisfies(configuration -> {
                    assertThat(configuration.memorySize()).isEqualTo(256);
                    assertThat(configuration.timeout()).isEqualTo(20);
                    assertThat(configuration.environment().variables()).containsEntry("TABLE", "limits");
                });
        assertThat(client.getFunction(request -> request.functionName("SleepsFunction"))
                        .concurrency()
                        .reservedConcurrentExecutions())
                .isZero();
    }

    @Test
    void mappings_areListedAndChanged() {
        String uuid = client.listEventSourceMappings(request -> request.functionName("EchoFunction"))
                .eventSourceMappings()
                .getFirst()
                .uuid();
        assertThat(client.listEventSourceMappings(request -> request.functionName("ThrowsFunction"))
                        .eventSourceMappings())
                .isEmpty();
        client.updateEventSourceMapping(
                request -> request.uuid(uuid).enabled(false).scalingConfig(scaling -> scaling.maximumConcurrency(2)));
        assertThat(client.getEventSourceMapping(request -> request.uuid(uuid))).satisfies(mapping -> {
            assertThat(mapping.state()).isEqualTo("Disabled");
            assertThat(mapping.scalingConfig().maximumConcurrency()).isEqualTo(2);
            assertThat(mapping.eventSourceArn()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:work");
            assertThat(mapping.functionResponseTypesAsStrings()).containsExactly("ReportBatchItemFailures");
        });
        assertThatThrownBy(() -> client.updateEventSourceMapping(
                        request -> request.uuid(uuid).scalingConfig(scaling -> scaling.maximumConcurrency(1))))
                .hasMessageContaining("maximumConcurrency must be between 2 and 1000, or 0 for none, got: 1");
    }

    @Test
    void reservedConcurrency_changesWhatIsLetThrough_atOnce() {
        String function = "ThrowsFunction";
        assertThat(client.getFunctionConcurrency(request -> request.functionName(function))
                        .reservedConcurrentExecutions())
                .isNull();
        client.putFunctionConcurrency(request -> request.functionName(function).reservedConcurrentExecutions(0));
        assertThat(client.getFunctionConcurrency(request -> request.functionName(function))
                        .reservedConcurrentExecutions())
                .isZero();
        assertThatThrownBy(() -> client.invoke(request -> request.functionName(function)))
                .isInstanceOf(TooManyRequestsException.class);
        client.deleteFunctionConcurrency(request -> request.functionName(function));
        assertThat(client.invoke(request -> request.functionName(function)).functionError())
                .isEqualTo("Unhandled");
        assertThatThrownBy(() -> client.putFunctionConcurrency(
                        request -> request.functionName(function).reservedConcurrentExecutions(-1)))
                .hasMessageContaining("ReservedConcurrentExecutions must be a whole number from 0, got: -1");
    }

    @Test
    void start_namesThePort_whenItIsTaken() {
        int port = endpoint.uri().getPort();
        assertThatThrownBy(() -> new LambdaEndpoint(lambda, mappings, port)).hasMessage("port " + port + " is taken");
    }

    @Test
    void unknownPaths_areRefused() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI path = endpoint.uri().resolve("/2015-03-31/layers");
            HttpResponse<String> response =
                    http.send(HttpRequest.newBuilder(path).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).isEqualTo(404);
            assertThat(response.headers().firstValue("x-amzn-errortype")).hasValue("UnknownOperationException");
        }
    }
}
