package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.adjust.Aim;
import dev.headgate.gateway.StandIn;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sfn.SfnClient;

/** What is sent to AWS so that something is set: what differs, in AWS's form, and nothing else. */
class AwsLeversTest {
    private static final String MACHINE = "arn:aws:states:us-east-1:000000000000:stateMachine:reviews";
    private static final String MAPPING = "/2015-03-31/event-source-mappings/8d1f2c1e";

    @Test
    void mapping_isChangedWhereItDiffers() {
        String enabled = "{\"State\": \"Enabled\", \"ScalingConfig\": {\"MaximumConcurrency\": 5}}";
        assertThat(sent(enabled, new Aim.Queue("8d1f2c1e", 3, true)))
                .containsExactly(
                        "GET " + MAPPING, "PUT " + MAPPING + " {\"ScalingConfig\":{\"MaximumConcurrency\":3}}");
        assertThat(sent(enabled, new Aim.Queue("8d1f2c1e", 5, false)))
                .containsExactly("GET " + MAPPING, "PUT " + MAPPING + " {\"Enabled\":false}");
        assertThat(sent(enabled, new Aim.Queue("8d1f2c1e", 5, true))).containsExactly("GET " + MAPPING);
    }

    @Test
    void mapping_thatIsNeverPaused_staysDisabled_whereSomebodyDidThat() {
        String disabled = "{\"State\": \"Disabled\", \"ScalingConfig\": {\"MaximumConcurrency\": 5}}";
        assertThat(sent(disabled, new Aim.Queue("8d1f2c1e", 5, null))).containsExactly("GET " + MAPPING);
        assertThat(sent(disabled, new Aim.Queue("8d1f2c1e", 5, true)))
                .containsExactly("GET " + MAPPING, "PUT " + MAPPING + " {\"Enabled\":true}");
    }

    @Test
    void reservation_isPut_orTakenAway() {
        String path = "/2017-10-31/functions/worker/concurrency";
        assertThat(sent("{}", new Aim.Reserved("worker", 25)))
                .containsExactly("PUT " + path + " {\"ReservedConcurrentExecutions\":25}");
        assertThat(sent("", new Aim.Reserved("worker", null))).containsExactly("DELETE " + path);
    }

    @Test
    void refusal_isToldWithItsStatus_andItsReason() {
        try (StandIn lambda = StandIn.saying(409, Map.of(), "{\"Message\": \"in use\"}")) {
            LambdaControl control = new LambdaControl(TestClients.api("lambda", root(lambda)));
            assertThatThrownBy(() -> control.apply(new Aim.Reserved("worker", 25)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage(
                            "lambda answered 409 to PUT /2017-10-31/functions/worker/concurrency: {\"Message\": \"in"
                                    + " use\"}");
        }
        LambdaControl nobody = new LambdaControl(TestClients.api("lambda", URI.create("http://localhost:1")));
        assertThatThrownBy(() -> nobody.apply(new Aim.Reserved("worker", 25)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("lambda could not be reached");
    }

    @Test
    void call_isSignedForItsServiceAndRegion() {
        try (StandIn cloudWatch =
                StandIn.saying(200, Map.of(), "{\"Tags\": [{\"Key\": \"Limit\", \"Value\": \"x\"}]}")) {
            AlarmTags tags = new AlarmTags(TestClients.api("monitoring", root(cloudWatch)));
            assertThat(tags.find("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a", "Limit"))
                    .contains("x");
            assertThat(tags.find("arn:aws:cloudwatch:us-east-1:000000000000:alarm:a", "Other"))
                    .isEmpty();
            StandIn.Request request = cloudWatch.requests().getFirst();
            assertThat(request.body())
                    .isEqualTo("{\"ResourceARN\":\"arn:aws:cloudwatch:us-east-1:000000000000:alarm:a\"}");
            assertThat(request.authorization())
                    .startsWith("AWS4-HMAC-SHA256 Credential=x/")
                    .contains("/us-east-1/monitoring/aws4_request")
                    .contains("x-amz-target");
        }
    }

    @Test
    void runningMapRuns_areSet_andOthersAreLeft() {
        try (StandIn states = new StandIn(exchange -> {
            String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            byte[] answer = statesAnswer(operation).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            SfnClient client = TestClients.of(SfnClient.builder(), root(states));
            new MapRunControl(client).apply(new Aim.MapRuns(MACHINE, 40));
            assertThat(states.requests())
                    .extracting(StandIn.Request::body)
                    .contains("{\"mapRunArn\":\"run-1\",\"maxConcurrency\":40}")
                    .noneMatch(body -> body.equals("{\"mapRunArn\":\"over\"}"));
            assertThat(states.requests()).hasSize(4);
            new MapRunControl(client).apply(new Aim.MapRuns(MACHINE, 1000));
            assertThat(states.requests()).as("it is so already").hasSize(7);
        }
    }

    @Test
    void executionThatCannotBeAsked_doesNotStopTheOthers() {
        try (StandIn states = new StandIn(exchange -> {
            String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            boolean list = operation.endsWith("ListExecutions");
            byte[] answer = (list
                            ? "{\"executions\": [" + execution("one") + "," + execution("two") + "]}"
                            : "{\"__type\": \"ExecutionDoesNotExist\", \"message\": \"gone\"}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(list ? 200 : 400, answer.length);
            exchange.getResponseBody().write(answer);
        })) {
            MapRunControl control = new MapRunControl(TestClients.of(SfnClient.builder(), root(states)));
            assertThatThrownBy(() -> control.apply(new Aim.MapRuns(MACHINE, 40)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("one: gone")
                    .hasMessageContaining("; two: gone");
        }
    }

    @Test
    void machineWithoutExecutions_isFine() {
        try (StandIn states = StandIn.saying(200, Map.of(), "{\"executions\": []}")) {
            MapRunControl control = new MapRunControl(TestClients.of(SfnClient.builder(), root(states)));
            assertThatCode(() -> control.apply(new Aim.MapRuns(MACHINE, 40))).doesNotThrowAnyException();
        }
    }

    private static String statesAnswer(String operation) {
        return switch (operation.substring(operation.indexOf('.') + 1)) {
            case "ListExecutions" -> "{\"executions\": [" + execution("one") + "]}";
            case "ListMapRuns" ->
                "{\"mapRuns\": [{\"mapRunArn\": \"over\", \"stopDate\": 1.0}, {\"mapRunArn\": \"run-1\"}]}";
            case "DescribeMapRun" -> "{\"mapRunArn\": \"run-1\", \"maxConcurrency\": 1000}";
            case "UpdateMapRun" -> "{}";
            default -> throw new IllegalArgumentException(operation);
        };
    }

    private static String execution(String name) {
        return "{\"name\": \"%s\", \"executionArn\": \"%s:%s\", \"status\": \"RUNNING\"}"
                .formatted(name, MACHINE.replace("stateMachine", "execution"), name);
    }

    /** Returns what Lambda is sent, when it answers so, for an aim. */
    private static List<String> sent(String answer, Aim aim) {
        try (StandIn lambda = StandIn.saying(200, Map.of(), answer)) {
            LambdaControl control = new LambdaControl(TestClients.api("lambda", root(lambda)));
            switch (aim) {
                case Aim.Queue queue -> control.apply(queue);
                case Aim.Reserved reserved -> control.apply(reserved);
                case Aim.Ceiling _, Aim.MapRuns _ -> throw new IllegalArgumentException("not Lambda's: " + aim);
            }
            return lambda.requests().stream()
                    .map(request -> (request.method() + " " + request.path() + " " + request.body()).strip())
                    .toList();
        }
    }

    private static URI root(StandIn service) {
        return URI.create(service.base()).resolve("/");
    }
}
