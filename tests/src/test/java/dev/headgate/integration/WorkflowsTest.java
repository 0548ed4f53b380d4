package dev.headgate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.headgate.local.cloudwatch.Metric;
import dev.headgate.local.cloudwatch.Statistic;
import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.GatewayOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;

/**
 * Both workflows, from the upload to the answers, through the endpoints that a user calls: the template's functions in
 * their processes, the template's queues, tables and definitions. Small inputs make it short, no other path through the
 * code.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WorkflowsTest {
    private static final int REVIEWS = 30;
    private static final String KEY = "integration-key-" + WorkflowsTest.class.hashCode();

    private RunningStack stack;

    @BeforeAll
    void start() throws Exception {
        GatewayOptions gateway = GatewayOptions.builder(KEY, 20, 60)
                .latency(Duration.ofMillis(20), Duration.ofMillis(40))
                .build();
        stack = new RunningStack(
                gateway, Map.of("LogLevel", "DEBUG", "AdaptiveMode", "SHADOW", "SlowLanePerMinute", "60"));
    }

    @AfterAll
    void close() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void direct_answersEachReviewOnce() throws Exception {
        DescribeExecutionResponse ended = stack.analyse("ReviewAnalysisStateMachine", "direct-1", reviews());
        assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(stack.answers("direct-1"))
                .hasSize(REVIEWS)
                .allSatisfy((item, answer) -> assertThat(answer).as(item).contains("sentiment"));
        assertThat(answeredPrompts()).hasSize(REVIEWS).doesNotHaveDuplicates();
        assertThat(stack.deadLetters()).isEmpty();
    }

    @Test
    @Order(2)
    void buffered_answersEachReviewOnce() throws Exception {
        int before = answeredPrompts().size();
        DescribeExecutionResponse ended = stack.analyse("BufferedReviewAnalysisStateMachine", "buffered-1", reviews());
        assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(stack.answers("buffered-1")).hasSize(REVIEWS);
        assertThat(answeredPrompts().size() - before).isEqualTo(REVIEWS);
        assertThat(stack.deadLetters()).isEmpty();
    }

    @Test
    @Order(3)
    void whatTheGatewayRejects_endsInTheDeadLetterQueue_withItsReason_besideItsSiblings() throws Exception {
        List<String> lines = new ArrayList<>(reviews().subList(0, 4));
        lines.add("{\"id\":\"too-long\",\"text\":\"" + "a".repeat(17_000) + "\"}");
        for (String workflow : List.of("ReviewAnalysisStateMachine", "BufferedReviewAnalysisStateMachine")) {
            DescribeExecutionResponse ended = stack.analyse(workflow, "mixed-" + workflow, lines);
            assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
            assertThat(stack.answers("mixed-" + workflow)).hasSize(4);
            assertThat(stack.deadLetters())
                    .as(workflow)
                    .singleElement()
                    .satisfies(message -> assertThat(message.body())
                            .contains("\"too-long\"")
                            .contains("\"error\"")
                            .contains("\"cause\""));
        }
    }

    @Test
    @Order(4)
    void analysisRunTwice_savesNothingTwice() throws Exception {
        Map<String, String> first = stack.answers("buffered-1");
        int calls = answeredPrompts().size();
        DescribeExecutionResponse ended =
                stack.run("BufferedReviewAnalysisStateMachine", "buffered-again", "buffered-1");
        assertThat(ended.status()).as(ended.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(stack.answers("buffered-1")).isEqualTo(first);
        assertThat(answeredPrompts()).as("what is answered is not asked again").hasSize(calls);
    }

    /** What the workflows send there: the template's second queue, event source and limit bring it to its answer. */
    @Test
    @Order(5)
    void slowLane_drainsByItself() {
        stack.sqs.sendMessage(send -> send.queueUrl(
                        stack.cloud.stack().queues().get("SlowLaneQueue").url())
                .messageBody("{\"job\":\"slow-1\",\"items\":[{\"id\":\"s-1\",\"text\":\"slowly\"},"
                        + "{\"id\":\"s-2\",\"text\":\"but surely\"}]}"));
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(stack.answers("slow-1")).containsOnlyKeys("s-1", "s-2"));
        assertThat(stack.dynamoDb
                        .getItem(get -> get.tableName("PermitsTable")
                                .key(Map.of("id", AttributeValue.fromS("ai-gateway-slow-lane"))))
                        .item())
                .as("the slow lane's limit was asked")
                .containsKey("tat");
    }

    @Test
    @Order(5)
    void unreadableMessage_endsInTheDeadLetterQueue_andItsTokenIsTold() {
        stack.sqs.sendMessage(send -> send.queueUrl(
                        stack.cloud.stack().queues().get("WorkQueue").url())
                .messageBody("{\"taskToken\":\"of-nobody\"}"));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> stack.deadLetters().stream()
                        .anyMatch(letter -> letter.body().contains("of-nobody")));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> LeastPrivilege.called(stack.cloud).contains("AiWorkerFunction states:SendTaskFailure"));
    }

    /** The template's rule and its function, and no state of the workflow, give the slot back. */
    @Test
    @Order(5)
    void failedExecution_losesItsSlot() {
        stack.dynamoDb.putItem(put -> put.tableName("LimitsTable")
                .item(Map.of(
                        "name", AttributeValue.fromS("transcriber"),
                        "type", AttributeValue.fromS("CONCURRENCY"),
                        "slots", AttributeValue.fromN("1"),
                        "leaseSeconds", AttributeValue.fromN("600"))));
        String machine = stack.stepFunctions
                .createStateMachine(create -> create.name("transcripts")
                        .roleArn("arn:aws:iam::000000000000:role/test")
                        .definition("""
                            {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
                              "Ask": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Next": "Break",
                                "Arguments": {"FunctionName": "PermitGranterFunction", "Payload": {
                                  "limits": [{"limit": "transcriber"}],
                                  "requestId": "call-1", "owner": "{% $states.context.Execution.Id %}"}}},
                              "Break": {"Type": "Fail", "Error": "Broken"}}}
                            """))
                .stateMachineArn();
        stack.stepFunctions.startExecution(start -> start.stateMachineArn(machine));
        Map<String, AttributeValue> slot =
                Map.of("bucket", AttributeValue.fromS("transcriber"), "slot", AttributeValue.fromN("0"));
        await().atMost(Duration.ofSeconds(60))
                .until(
                        () -> stack.dynamoDb
                                .getItem(get -> get.tableName("LeasesTable").key(slot))
                                .item(),
                        item -> item.containsKey("epoch") && !item.containsKey("holder"));
    }

    /** The function, as an alarm calls it; what it sets is set, and reset. */
    @Test
    @Order(5)
    void alarm_lowersTheLimit_theQueue_andTheMapRunThatRuns() throws Exception {
        String execution = stack.startSlowly("ReviewAnalysisStateMachine", "adjusted", manyReviews());
        String mapRun = await().until(
                        () -> stack.stepFunctions
                                .listMapRuns(list -> list.executionArn(execution))
                                .mapRuns(),
                        runs -> !runs.isEmpty())
                .getFirst()
                .mapRunArn();
        assertThat(maxConcurrency(mapRun)).isEqualTo(1);
        String mapping = stack.cloud.stack().customResources().stream()
                .filter(resource -> resource.logicalId().equals("DefaultLimit"))
                .findFirst()
                .orElseThrow()
                .properties()
                .at("/Adjuster/Queues/0/Mapping")
                .asText();
        assertThat(adjusted("alarm")).contains("\"ceilingPercent\":50", "\"failures\":[]");
        assertThat(limit()).containsEntry("ceilingPercent", AttributeValue.fromN("50"));
        assertThat(limit()).containsEntry("mapConcurrency", AttributeValue.fromN("500"));
        assertThat(maximumConcurrency(mapping)).isEqualTo(3);
        assertThat(maxConcurrency(mapRun)).isEqualTo(500);
        assertThat(adjusted("reset")).contains("\"ceilingPercent\":100", "\"failures\":[]");
        assertThat(limit()).containsEntry("ceilingPercent", AttributeValue.fromN("100"));
        assertThat(maximumConcurrency(mapping)).isEqualTo(5);
        assertThat(maxConcurrency(mapRun)).isEqualTo(1_000);
        stack.stepFunctions.stopExecution(stop -> stop.executionArn(execution));
    }

    /** What a Map Run that still runs is bounded by. */
    private int maxConcurrency(String mapRun) {
        DescribeMapRunResponse described = stack.stepFunctions.describeMapRun(describe -> describe.mapRunArn(mapRun));
        assertThat(described.status()).isEqualTo(MapRunStatus.RUNNING);
        return described.maxConcurrency();
    }

    private String adjusted(String event) throws Exception {
        byte[] payload =
                Files.readAllBytes(RunningStack.HOME.resolve("events/concurrency-adjuster/" + event + ".json"));
        return stack.lambda
                .invoke(invoke ->
                        invoke.functionName("ConcurrencyAdjusterFunction").payload(SdkBytes.fromByteArray(payload)))
                .payload()
                .asUtf8String();
    }

    private Map<String, AttributeValue> limit() {
        return stack.dynamoDb
                .getItem(get -> get.tableName("LimitsTable").key(Map.of("name", AttributeValue.fromS("ai-gateway"))))
                .item();
    }

    private int maximumConcurrency(String mapping) {
        return stack.lambda
                .getEventSourceMapping(get -> get.uuid(mapping))
                .scalingConfig()
                .maximumConcurrency();
    }

    /** What the alarms and the charts of the fast loop are made of, as the functions print it; SHADOW reckons a rate, too. */
    @Test
    @Order(6)
    void calls_andTheRateThatFollowsThem_arePrintedAsMetrics() {
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(metric("CallsAccepted", "Sum"))
                    .as("two runs, less what is summed up and not printed yet")
                    .isBetween((double) REVIEWS, (double) answeredPrompts().size());
            assertThat(metric("CallsRefused", "Sum")).isZero();
            assertThat(metric("AllowedRate", "Minimum")).isBetween(0.1, 1_000.0);
        });
    }

    private double metric(String name, String statistic) {
        return stack.cloud
                .cloudWatch()
                .metrics()
                .value(
                        new Metric("Headgate", name, Map.of("Limit", "ai-gateway")),
                        new Statistic(statistic),
                        Instant.now().minus(Duration.ofMinutes(30)),
                        Duration.ofMinutes(60));
    }

    @Test
    @Order(6)
    void functions_callOnlyWhatTheirRolesAllow() {
        Set<String> called = LeastPrivilege.called(stack.cloud);
        assertThat(called)
                .as("each service's calls are seen")
                .contains(
                        "PermitGranterFunction dynamodb:UpdateItem PermitsTable",
                        "AiWorkerFunction secretsmanager:GetSecretValue GatewayKeySecret",
                        "AiWorkerFunction sqs:SendMessage WorkDeadLetterQueue",
                        "AiWorkerFunction states:SendTaskSuccess",
                        "AiWorkerFunction states:SendTaskFailure",
                        "ConcurrencyAdjusterFunction lambda:GetEventSourceMapping AiWorkerFunctionSlowLane",
                        "ConcurrencyAdjusterFunction lambda:UpdateEventSourceMapping AiWorkerFunctionWork",
                        "ConcurrencyAdjusterFunction states:ListExecutions",
                        "ConcurrencyAdjusterFunction states:UpdateMapRun");
        assertThat(LeastPrivilege.allowed(stack.cloud.stack())).containsAll(called);
    }

    @Test
    @Order(7)
    void roles_allowNothingThatIsNeverCalled() {
        Set<String> seldom = Set.of(
                "LimitResourceFunction dynamodb:DeleteItem LimitsTable",
                "LimitResourceFunction dynamodb:DeleteItem CircuitsTable",
                "PermitGranterFunction dynamodb:GetItem PermitsTable",
                "PermitGranterFunction dynamodb:Query LeasesTable",
                "PermitGranterFunction dynamodb:UpdateItem CircuitsTable",
                "PermitGranterFunction events:PutEvents",
                "PermitGranterFunction dynamodb:GetItem ReservationsTable",
                "PermitGranterFunction dynamodb:UpdateItem ReservationsTable",
                "ReservationCleanupFunction dynamodb:GetItem LimitsTable",
                "ReservationCleanupFunction dynamodb:UpdateItem PermitsTable",
                "ConcurrencyAdjusterFunction lambda:UpdateEventSourceMapping AiWorkerFunctionSlowLane",
                "ConcurrencyAdjusterFunction cloudwatch:ListTagsForResource",
                "PermitGranterFunction dynamodb:GetItem RatesTable",
                "ReservationCleanupFunction dynamodb:GetItem RatesTable",
                "CircuitCheckerFunction dynamodb:GetItem RatesTable",
                "CircuitCheckerFunction dynamodb:UpdateItem PermitsTable",
                "AiWorkerFunction dynamodb:GetItem RatesTable",
                "AiWorkerFunction sqs:SendMessage WorkQueue",
                "AiWorkerFunction sqs:SendMessage SlowLaneQueue",
                "AiWorkerFunction dynamodb:UpdateItem CircuitsTable",
                "AiWorkerFunction events:PutEvents",
                "CircuitCheckerFunction events:PutEvents",
                "CircuitCheckerFunction dynamodb:PutItem CircuitAuditTable");
        Set<String> unused = new HashSet<>(LeastPrivilege.allowed(stack.cloud.stack()));
        unused.removeAll(LeastPrivilege.called(stack.cloud));
        unused.removeAll(LeastPrivilege.calledForFunctions(stack.cloud.stack()));
        assertThat(seldom).as("allowed, and not called by what ran here").containsAll(unused);
    }

    @Test
    @Order(8)
    void logs_holdNoKeyAndNoPrompt() throws Exception {
        try (Stream<Path> files = Files.walk(RunningStack.HOME.resolve(
                "tests/target/running-stack-" + stack.gateway.baseUrl().getPort()))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).isNotEmpty();
            for (Path log : logs) {
                assertThat(Files.readString(log))
                        .as(log.toString())
                        .doesNotContain(KEY)
                        .doesNotContain("Answer with one word")
                        .doesNotContain("aaaaaaaaaa");
            }
        }
    }

    private List<String> answeredPrompts() {
        return stack.gateway.log().calls().stream()
                .filter(Call::answered)
                .map(Call::prompt)
                .toList();
    }

    /** More than the gateway's limit lets through in some seconds. */
    private static List<String> manyReviews() {
        return IntStream.range(0, 200)
                .mapToObj(number -> "{\"id\":\"m-" + number + "\",\"text\":\"so so\"}")
                .toList();
    }

    private static List<String> reviews() throws IOException {
        return Files.readAllLines(RunningStack.HOME.resolve("events/reviews.jsonl"))
                .subList(0, REVIEWS);
    }
}
