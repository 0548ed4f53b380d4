package dev.headgate.local.asl;

import static dev.headgate.local.asl.Machines.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Task states: calls, Retry, Catch, timeouts, task tokens and heartbeats. */
final class TaskTest {
    private static final String LAMBDA = "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::lambda:invoke\"";
    private static final String TOKEN =
            "\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::sqs:sendMessage.waitForTaskToken\"";

    private final List<IntegrationCall> calls = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();

    /** Answers with these, one after the other: JSON, or an error's name behind an exclamation mark. */
    private Machines answering(String... answers) {
        Iterator<String> next = Arrays.asList(answers).iterator();
        Machines[] self = new Machines[1];
        self[0] = new Machines(call -> {
            calls.add(call);
            times.add(self[0].time.now());
            String answer = next.next();
            if (answer.startsWith("!")) {
                throw new TaskFailedException(answer.substring(1), "because");
            }
            return json(answer);
        });
        return self[0];
    }

    @Test
    void task_callsWithArguments_andItsResultIsItsOutput() throws Exception {
        Machines machines = answering("{\"Payload\":7}");
        JsonNode output = machines.output(
                "\"S\":{" + LAMBDA + ",\"Arguments\":{\"FunctionName\":\"f\",\"Payload\":\"{% $states.input %}\"},"
                        + "\"Assign\":{\"p\":\"{% $states.result.Payload %}\"},\"End\":true}",
                "{\"a\":1}");
        assertThat(output).isEqualTo(json("{\"Payload\":7}"));
        assertThat(calls.getFirst().arguments()).isEqualTo(json("{\"FunctionName\":\"f\",\"Payload\":{\"a\":1}}"));
        assertThat(calls.getFirst().resource()).isEqualTo(Resource.LAMBDA_INVOKE);
        assertThat(machines.types())
                .containsExactly(
                        "ExecutionStarted",
                        "TaskStateEntered",
                        "TaskScheduled",
                        "TaskStarted",
                        "TaskSucceeded",
                        "TaskStateExited",
                        "ExecutionSucceeded");
        assertThat(machines.event(EventType.TASK_SCHEDULED).details())
                .containsEntry("resource", "invoke")
                .containsEntry("resourceType", "lambda")
                .containsEntry("region", "us-east-1");
    }

    @Test
    void retry_waitsLongerEachTime_upToItsBound() throws Exception {
        Machines machines = answering("!E", "!E", "!E", "!E", "{}");
        Execution execution = machines.run(
                "\"S\":{" + LAMBDA + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":2,"
                        + "\"MaxAttempts\":4,\"BackoffRate\":3,\"MaxDelaySeconds\":10}],"
                        + "\"Output\":\"{% $states.context.State.RetryCount %}\"}",
                "{}");
        assertThat(execution.output()).isEqualTo(json("4"));
        assertThat(times.stream().map(t -> Duration.between(Machines.START, t).toSeconds()))
                .containsExactly(0L, 2L, 8L, 18L, 28L);
        assertThat(execution.billedTransitions()).isEqualTo(5);
    }

    @Test
    void retry_triesThreeTimesMore_byDefault() throws Exception {
        Machines machines = answering("!E", "!E", "!E", "!E");
        Execution execution = machines.run(
                "\"S\":{" + LAMBDA + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"]}]}", "{}");
        assertThat(execution.error()).isEqualTo("E");
        assertThat(calls).hasSize(4);
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(1 + 2 + 4));
    }

    @Test
    void retry_staysWithinTheDelay_whenJitterIsFull() throws Exception {
        Machines machines = answering("!E", "!E", "!E", "{}");
        machines.output(
                "\"S\":{" + LAMBDA + ",\"End\":true,\"Retry\":[{\"ErrorEquals\":[\"E\"],\"IntervalSeconds\":100,"
                        + "\"BackoffRate\":1,\"JitterStrategy\":\"FULL\"}]}",
                "{}");
        assertThat(machines.elapsed()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(300));
        assertThat(machines.elapsed().toMillis() % 1000).isNotZero();
    }

    @Test
    void retry_countsEachEntryByItself_andTheFirstMatchWins() throws Exception {
        Machines machines = answering("!A", "!B", "!A", "{}");
        Execution execution = machines.run(
                "\"S\":{" + LAMBDA + ",\"End\":true,\"Retry\":["
                        + "{\"ErrorEquals\":[\"A\"],\"MaxAttempts\":1},"
                        + "{\"ErrorEquals\":[\"States.ALL\"],\"MaxAttempts\":5}]}",
                "{}");
        assertThat(execution.error())
                .as("the entry of A is used up, the next is not asked")
                .isEqualTo("A");
        assertThat(calls).hasSize(3);
    }

    @Test
    void catch_goesOnWithTheError() throws Exception {
        Machines machines = answering("!dev.headgate.InvalidRequestException");
        assertThat(machines.output(
                        "\"S\":{" + LAMBDA + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.Timeout\"],"
                                           + "\"Next\":\"D\"},{\"ErrorEquals\":[\"States.TaskFailed\"],\"Next\":\"D\",\"Assign\":{\"e\":\"{%"
                                           + " $states.errorOutput.Error %}\"},\"Output\":\"{%"
                                           + " $states.errorOutput.Cause & $states.input.x"
                                           + " %}\"}]},\"D\":{\"Type\":\"Pass\",\"Output\":[\"{% $e %}\",\"{%"
                                           + " $states.input %}\"],\"End\":true}",
                        "{\"x\":1}"))
                .isEqualTo(json("[\"dev.headgate.InvalidRequestException\",\"because1\"]"));
    }

    @Test
    void catch_handsOnTheErrorOutput_byDefault() throws Exception {
        assertThat(answering("!E")
                        .output(
                                "\"S\":{" + LAMBDA
                                        + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"States.ALL\"],\"Next\":\"D\"}]},"
                                        + "\"D\":{\"Type\":\"Succeed\"}",
                                "{}"))
                .isEqualTo(json("{\"Error\":\"E\",\"Cause\":\"because\"}"));
    }

    @Test
    void evaluationErrors_areCaughtByTheStateItself_inEveryField() throws Exception {
        for (String field : List.of(
                "\"Arguments\":{\"a\":\"{% $nope %}\"}",
                "\"Output\":\"{% $nope %}\"",
                "\"Assign\":{\"a\":\"{% $nope %}\"}",
                "\"TimeoutSeconds\":\"{% $nope %}\"")) {
            assertThat(answering("{}")
                            .output(
                                    "\"S\":{" + LAMBDA + "," + field + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":"
                                                                     + "[\"States.QueryEvaluationError\"],\"Next\":\"D\"}]},\"D\":{\"Type\":\"Succeed\"}",
                                    "{}")
                            .get("Error"))
                    .as(field)
                    .isEqualTo(json("\"States.QueryEvaluationError\""));
        }
    }

    @Test
    void timeout_interruptsTheCall() throws Exception {
        Machines[] self = new Machines[1];
        self[0] = new Machines(call -> {
            self[0].time.sleepUntil(self[0].time.now().plusSeconds(60));
            return json("{}");
        });
        JsonNode output = self[0].output(
                "\"S\":{" + LAMBDA + ",\"TimeoutSeconds\":\"{% 5 * 2 %}\",\"End\":true,\"Catch\":["
                        + "{\"ErrorEquals\":[\"States.TaskFailed\"],\"Next\":\"E\"},"
                        + "{\"ErrorEquals\":[\"States.Timeout\"],\"Next\":\"D\"}]},"
                        + "\"E\":{\"Type\":\"Fail\"},\"D\":{\"Type\":\"Wait\",\"Seconds\":5,\"End\":true}",
                "{}");
        assertThat(output.get("Error")).isEqualTo(json("\"States.Timeout\""));
        assertThat(self[0].elapsed()).isEqualTo(Duration.ofSeconds(15));
        assertThat(self[0].types()).contains("TaskTimedOut");
    }

    @Test
    void token_isWaitedFor() throws Exception {
        Machines[] self = new Machines[1];
        self[0] = new Machines(call -> {
            assertThat(call.arguments().get("t").textValue()).isEqualTo(call.taskToken());
            self[0].time.schedule(
                    Machines.START.plusSeconds(30),
                    () -> self[0].tokens.succeed(call.taskToken(), json("{\"done\":1}")));
            return json("{\"MessageId\":\"m\"}");
        });
        assertThat(self[0].output(
                        "\"S\":{" + TOKEN + ",\"Arguments\":{\"t\":\"{% $states.context.Task.Token %}\"},\"End\":true}",
                        "{}"))
                .isEqualTo(json("{\"done\":1}"));
        assertThat(self[0].elapsed()).isEqualTo(Duration.ofSeconds(30));
        assertThat(self[0].types()).containsSubsequence("TaskStarted", "TaskSubmitted", "TaskSucceeded");
    }

    @Test
    void token_failsTheState_andIsGoneAfterwards() throws Exception {
        List<TaskTokens.Receipt> receipts = new ArrayList<>();
        Machines[] self = new Machines[1];
        self[0] = new Machines(call -> {
            receipts.add(self[0].tokens.fail(call.taskToken(), "Bad", "luck"));
            receipts.add(self[0].tokens.succeed(call.taskToken(), json("1")));
            receipts.add(self[0].tokens.heartbeat(call.taskToken()));
            receipts.add(self[0].tokens.heartbeat("no token of ours"));
            return json("{}");
        });
        Execution execution = self[0].run("\"S\":{" + TOKEN + ",\"End\":true}", "{}");
        assertThat(execution.error()).isEqualTo("Bad");
        assertThat(receipts)
                .containsExactly(
                        TaskTokens.Receipt.ACCEPTED,
                        TaskTokens.Receipt.TIMED_OUT,
                        TaskTokens.Receipt.TIMED_OUT,
                        TaskTokens.Receipt.INVALID);
    }

    @RepeatedTest(5)
    void heartbeat_keepsTheStateWaiting_untilOneIsMissed() throws Exception {
        Machines[] self = new Machines[1];
        self[0] = new Machines(call -> {
            self[0].time.schedule(Machines.START.plusSeconds(8), () -> self[0].tokens.heartbeat(call.taskToken()));
            return json("{}");
        });
        Execution execution =
                self[0].run("\"S\":{" + TOKEN + ",\"HeartbeatSeconds\":10,\"TimeoutSeconds\":60,\"End\":true}", "{}");
        assertThat(execution.error()).isEqualTo("States.HeartbeatTimeout");
        assertThat(self[0].elapsed()).isEqualTo(Duration.ofSeconds(18));
    }

    @Test
    void token_timesOut_andTheRetryHasAnotherOne() throws Exception {
        Machines machines = answering("{}", "{}");
        Execution execution = machines.run(
                "\"S\":{" + TOKEN + ",\"TimeoutSeconds\":60,\"End\":true,\"Retry\":[{\"ErrorEquals\":"
                        + "[\"States.Timeout\"],\"MaxAttempts\":1}]}",
                "{}");
        assertThat(execution.error()).isEqualTo("States.Timeout");
        assertThat(machines.elapsed()).isEqualTo(Duration.ofSeconds(60 + 1 + 60));
        assertThat(calls.get(0).taskToken()).isNotEqualTo(calls.get(1).taskToken());
    }

    @Test
    void dataLimit_isNotCaughtByAll_butByItsName() throws Exception {
        String large = "\"" + "x".repeat(300_000) + "\"";
        String states = "\"S\":{" + LAMBDA + ",\"End\":true,\"Catch\":[{\"ErrorEquals\":[\"%s\"],\"Next\":\"D\"}]},"
                + "\"D\":{\"Type\":\"Succeed\"}";
        assertThat(answering(large).run(states.formatted("States.ALL"), "{}").error())
                .isEqualTo("States.DataLimitExceeded");
        assertThat(answering(large)
                        .run(states.formatted("States.DataLimitExceeded"), "{}")
                        .status())
                .isEqualTo(ExecutionStatus.SUCCEEDED);
    }
}
