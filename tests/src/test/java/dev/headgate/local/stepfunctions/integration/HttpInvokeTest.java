package dev.headgate.local.stepfunctions.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Resource;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.stepfunctions.integration.StubServer.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HttpInvokeTest {
    private static final String CONNECTION = "arn:aws:events:us-east-1:000000000000:connection/c/1";

    private final HttpSender http = new HttpSender();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void call_sendsMethodHeadersQueryBodyAndTheConnectionsKey() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(200, "{\"ok\":true}"))) {
            JsonNode result = invoke(stub.uri(), """
                'Method':'POST','Headers':{'X-Item':'7'},'QueryParameters':{'a':['1','2'],'b c':'é'},
                'RequestBody':{'model':'m'}\
                """);

            assertThat(result.path("StatusCode").asInt()).isEqualTo(200);
            assertThat(result.path("StatusText").asText()).isEqualTo("OK");
            assertThat(result.at("/ResponseBody/ok").asBoolean()).isTrue();
            assertThat(result.at("/Headers/content-type/0").asText()).isEqualTo("application/json");
            StubServer.Request request = stub.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1?a=1&a=2&b%20c=%C3%A9");
            assertThat(request.header("Authorization")).isEqualTo("Bearer key");
            assertThat(request.header("X-Item")).isEqualTo("7");
            assertThat(request.header("Content-Type")).isEqualTo("application/json");
            assertThat(request.header("User-Agent")).isEqualTo("Amazon|StepFunctions|HttpInvoke|us-east-1");
            assertThat(request.body()).isEqualTo("{\"model\":\"m\"}");
        }
    }

    @Test
    void call_leavesTheBodyAsText_whenItIsNotJson() throws Exception {
        try (StubServer stub = new StubServer(_ -> new Answer(200, "text/plain", "{\"a\":1}"))) {
            assertThat(invoke(stub.uri(), "'Method':'GET'").path("ResponseBody").asText())
                    .isEqualTo("{\"a\":1}");
        }
    }

    @Test
    void call_failsWithTheStatusAlone_whenTheAnswerIsAnError() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(429, "{\"error\":\"slow down\"}"))) {
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(() -> invoke(stub.uri(), "'Method':'GET'"))
                    .satisfies(e -> assertThat(e.error()).isEqualTo("States.Http.StatusCode.429"))
                    .satisfies(e -> assertThat(e.cause()).isEqualTo("Too Many Requests"));
        }
    }

    @Test
    void call_failsAsASocketError_whenNobodyListens() {
        assertThatExceptionOfType(TaskFailedException.class)
                .isThrownBy(() -> invoke(URI.create("http://localhost:1"), "'Method':'GET'"))
                .satisfies(e -> assertThat(e.error()).isEqualTo("States.Http.Socket"));
    }

    @Test
    void call_refusesByName_whatADefinitionMustNotSet() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(200, "{}"))) {
            assertThat(refusal(stub.uri(), "'Method':'GET','Headers':{'Authorization':'x'}"))
                    .contains("'Authorization'");
            assertThat(refusal(stub.uri(), "'Method':'FETCH'")).contains("'Method'", "FETCH");
            assertThat(refusal(stub.uri(), "'Method':'GET','Transform':{}")).contains("'Transform'");
            assertThat(stub.requests()).isEmpty();
        }
    }

    @Test
    void call_fails_whenThereIsNoSuchConnection() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(200, "{}"))) {
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(() -> call(stub.uri(), "'Method':'GET'", _ -> Optional.empty()))
                    .satisfies(e -> assertThat(e.error()).isEqualTo("Events.ConnectionResource.ResourceNotFound"));
        }
    }

    @Test
    void call_endsAtOnce_whenItIsInterrupted() throws Exception {
        try (StubServer stub = new StubServer(_ -> {
            sleep();
            return Answer.json(200, "{}");
        })) {
            Thread caller = Thread.ofVirtual()
                    .start(() -> assertThatExceptionOfType(InterruptedException.class)
                            .isThrownBy(() -> invoke(stub.uri(), "'Method':'GET'")));
            while (stub.requests().isEmpty()) {
                Thread.onSpinWait();
            }
            caller.interrupt();
            assertThat(caller.join(Duration.ofSeconds(5))).isTrue();
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(20_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String refusal(URI endpoint, String arguments) throws Exception {
        try {
            return invoke(endpoint, arguments).toString();
        } catch (TaskFailedException e) {
            assertThat(e.error()).isEqualTo("States.Runtime");
            return e.cause();
        }
    }

    private JsonNode invoke(URI endpoint, String arguments) throws Exception {
        return call(
                endpoint,
                arguments,
                arn -> Optional.of(Map.of("Authorization", "Bearer key")).filter(_ -> arn.equals(CONNECTION)));
    }

    private JsonNode call(URI endpoint, String arguments, ConnectionLookup connections) throws Exception {
        return new HttpInvoke(http, connections, "us-east-1")
                .call(Calls.of(
                        Resource.HTTP_INVOKE,
                        "{'ApiEndpoint':'" + endpoint + "/v1','Authentication':{'ConnectionArn':'" + CONNECTION + "'},"
                                + arguments + "}"));
    }
}
