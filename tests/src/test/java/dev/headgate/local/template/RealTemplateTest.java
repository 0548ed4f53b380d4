package dev.headgate.local.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** The template that is deployed can be run here, completely. */
class RealTemplateTest {

    private final Stack stack = resolve();

    private static Stack resolve() {
        try {
            return Template.read(Path.of(System.getProperty("headgate.home"), "template.yaml"))
                    .resolve(new TemplateOptions(
                            "headgate",
                            Map.of("GatewayApiKey", "k\"1", "GatewayUrl", "http://127.0.0.1:8181/v1"),
                            URI.create("http://127.0.0.1:9324")));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void functions_haveHandlersVariablesAndGlobals() {
        assertThat(stack.functions())
                .containsOnlyKeys(
                        "PermitGranterFunction",
                        "CircuitCheckerFunction",
                        "AiWorkerFunction",
                        "LimitResourceFunction",
                        "ReservationCleanupFunction",
                        "ConcurrencyAdjusterFunction");
        StackFunction worker = function("AiWorkerFunction");
        assertThat(worker.handler()).isEqualTo("dev.headgate.lambda.AiWorkerHandler::handleRequest");
        assertThat(worker.environment())
                .containsEntry("LIMITS_TABLE", "LimitsTable")
                .containsEntry("GATEWAY_URL", "http://127.0.0.1:8181/v1")
                .containsEntry("WORK_QUEUE_URL", "http://127.0.0.1:9324/000000000000/WorkQueue")
                .containsEntry("POWERTOOLS_METRICS_NAMESPACE", "Headgate");
        assertThat(worker.timeout()).hasSeconds(300);
    }

    @Test
    void permissions_areThoseOfTheFunctionsRole() {
        assertThat(function("PermitGranterFunction").statements())
                .contains(new PolicyStatement(
                        "Allow",
                        List.of("dynamodb:UpdateItem", "dynamodb:GetItem"),
                        List.of("arn:aws:dynamodb:us-east-1:000000000000:table/PermitsTable"),
                        false));
        assertThat(stack.stateMachines().get("ReviewAnalysisStateMachine").statements())
                .as("inline, attached and managed policies")
                .anySatisfy(statement -> assertThat(statement.actions()).contains("lambda:InvokeFunction"))
                .anySatisfy(statement -> assertThat(statement.actions()).contains("states:StartExecution"))
                .anySatisfy(statement ->
                        assertThat(statement.resources()).contains("arn:aws:s3:::headgate-databucket/input/*"));
    }

    @Test
    void queues_arePolledByTheWorker() {
        assertThat(stack.eventSources())
                .containsExactly(
                        polled("AiWorkerFunctionWork", "WorkQueue", 5),
                        polled("AiWorkerFunctionSlowLane", "SlowLaneQueue", 2));
        for (String queue : List.of("WorkQueue", "SlowLaneQueue")) {
            assertThat(stack.queues().get(queue).redrive())
                    .as(queue)
                    .isEqualTo(new StackQueue.Redrive("arn:aws:sqs:us-east-1:000000000000:WorkDeadLetterQueue", 5));
        }
    }

    private static StackEventSource polled(String logicalId, String queue, int concurrency) {
        return new StackEventSource(
                logicalId, "AiWorkerFunction", queue, 10, Duration.ZERO, OptionalInt.of(concurrency), true, true);
    }

    @Test
    void connection_carriesTheSecretsValue_andShowsItToNobody() {
        StackConnection connection = stack.connections().get("GatewayConnection");
        assertThat(connection.headers()).containsExactly(Map.entry("Authorization", "Bearer k\"1"));
        assertThat(stack.connections().toString() + stack.secrets()).doesNotContain("k\"1");
    }

    @Test
    void customResources_haveTextsOnly() {
        assertThat(stack.customResources())
                .extracting(StackCustomResource::logicalId)
                .containsExactlyInAnyOrder("DefaultLimit", "SlowLaneLimit", "DefaultCircuit");
        StackCustomResource limit = stack.customResources().stream()
                .filter(one -> one.logicalId().equals("DefaultLimit"))
                .findFirst()
                .orElseThrow();
        assertThat(limit.function()).isEqualTo("LimitResourceFunction");
        assertThat(limit.properties().get("Permits").textValue()).isEqualTo("10");
        assertThat(limit.properties().get("PeriodSeconds").textValue()).isEqualTo("1");
    }

    @Test
    void definitions_areSubstituted() {
        assertThat(stack.stateMachines()
                        .get("ReviewAnalysisStateMachine")
                        .definition()
                        .toString())
                .contains("arn:aws:lambda:us-east-1:000000000000:function:PermitGranterFunction:live")
                .doesNotContain("${");
    }

    @Test
    void everythingElse_isKnowinglyInert() {
        assertThat(stack.inert()).containsEntry("QueuePolicy", "nothing checks permissions on this machine");
        assertThat(stack.outputs()).containsEntry("DataBucketName", "headgate-databucket");
    }

    private StackFunction function(String logicalId) {
        return stack.functions().get(logicalId);
    }
}
