package dev.headgate.statemachines;

import static dev.headgate.statemachines.Workbench.failure;
import static dev.headgate.statemachines.Workbench.json;
import static dev.headgate.statemachines.Workbench.parse;
import static dev.headgate.statemachines.Workbench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReviewAnalysisTest {
    private static final String REVIEW = "{\"id\": \"r-1\", \"text\": \"costs $1 \\\\ {text} 👍\"}";
    private static final String GRANTED = "{\"granted\": true, \"waitSeconds\": 4}";
    private static final String REFUSED = "{\"granted\": false, \"reason\": \"RATE\", \"retryAfterSeconds\": 12}";
    private static final String ALLOWED = "{\"allowed\": true, \"state\": \"CLOSED\", \"generation\": 3}";
    private static final String PROBE =
            "{\"allowed\": true, \"state\": \"HALF_OPEN\", \"generation\": 5, \"probe\": 2}";
    private static final String OPEN =
            "{\"allowed\": false, \"state\": \"OPEN\", \"generation\": 4, \"reason\": \"CIRCUIT_OPEN\","
                    + " \"retryAfterSeconds\": 9}";
    private static final String ANSWER =
            "{\"StatusCode\": 200, \"ResponseBody\": {\"choices\": [{\"message\": {\"content\": \"POSITIVE\"}}]}}";

    private final Workbench bench = new Workbench();

    @BeforeEach
    void answerAllWell() {
        bench.answer("AskPermit", payload(GRANTED));
        bench.answer("CheckCircuit", payload(ALLOWED));
        bench.answer("CallGateway", json(ANSWER));
        bench.answer("ReportOutcome", payload("{\"recorded\": true}"));
        bench.answer("ReportTrouble", payload("{\"recorded\": true}"));
        bench.answer("SaveAnswer", json("{}"));
        bench.answer("SendToSlowLane", json("{}"));
        bench.answer("SendToDeadLetters", json("{}"));
    }

    @Test
    void concurrency_isTheInputs_orTheLimits_orTheDefault() throws Exception {
        run("{}", REVIEW);
        assertThat(bench.mapConcurrency()).as("nobody could be asked").isEqualTo(1000);
        bench.answer("PeekLimit", payload("{\"limit\": \"LimitName\", \"ceilingPercent\": 100}"));
        run("{}", REVIEW);
        assertThat(bench.mapConcurrency()).as("the limit does not say").isEqualTo(1000);
        bench.answer("PeekLimit", payload("{\"limit\": \"LimitName\", \"ceilingPercent\": 25, \"concurrency\": 250}"));
        Execution execution = run("{}", REVIEW);
        assertThat(bench.mapConcurrency()).isEqualTo(250);
        assertThat(bench.arguments("PeekLimit").getLast().path("Payload"))
                .isEqualTo(parse("{\"action\": \"PEEK\", \"limits\": [{\"limit\": \"LimitName\"}]}"));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        run("{\"maxConcurrency\": 7}", REVIEW);
        assertThat(bench.mapConcurrency()).isEqualTo(7);
    }

    @Test
    void review_takesSixStates_whenGranted() throws Exception {
        Execution execution = run("{}", REVIEW);

        assertThat(bench.states())
                .containsExactly(
                        "AskPermit", "WaitForSlot", "CheckCircuit", "CallGateway", "ReportOutcome", "SaveAnswer");
        assertThat(bench.entered("CheckCircuit").minus(bench.entered("WaitForSlot")))
                .isEqualTo(Duration.ofSeconds(4));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void review_isHandedOnAsItIs_whenAnswered() throws Exception {
        run("{}", REVIEW);

        assertThat(only("AskPermit").path("Payload"))
                .isEqualTo(parse("{\"limits\": [{\"limit\": \"LimitName\"}], \"circuit\": \"CircuitName\","
                        + " \"maxWaitSeconds\": 900}"));
        assertThat(only("CallGateway").at("/RequestBody/messages/0/content").asText())
                .isEqualTo("What's the mood of: costs $1 \\ {text} 👍?");
        assertThat(reported("ReportOutcome"))
                .isEqualTo(parse("{\"action\": \"REPORT\", \"circuit\": \"CircuitName\", \"generation\": 3,"
                        + " \"outcome\": \"SUCCESS\", \"durationMillis\": 0, \"limit\": \"LimitName\"}"));
        assertThat(only("SaveAnswer").at("/Item/id/S").asText()).isEqualTo("run-7/r-1");
        assertThat(only("SaveAnswer").at("/Item/answer/S").asText()).isEqualTo("POSITIVE");
    }

    @Test
    void job_isTheInputs_whenItNamesOne() throws Exception {
        run("{\"job\": \"monday\"}", REVIEW);

        assertThat(only("SaveAnswer").at("/Item/id/S").asText()).isEqualTo("monday/r-1");
    }

    @Test
    void review_asksAgainAfterTheRetryTime_whenRefused() throws Exception {
        bench.answer("AskPermit", payload(REFUSED), payload(GRANTED));

        run("{}", REVIEW);

        assertThat(bench.arguments("CheckCircuit")).hasSize(1);
        assertThat(bench.arguments("AskPermit")).hasSize(2);
        assertThat(bench.entered("CallGateway")).isEqualTo(Duration.ofSeconds(12 + 4));
        assertThat(bench.arguments("SaveAnswer")).hasSize(1);
    }

    @Test
    void review_asksForAnotherSlot_whenTheCircuitOpenedMeanwhile() throws Exception {
        bench.answer("CheckCircuit", payload(OPEN), payload(PROBE));

        run("{}", REVIEW);

        assertThat(bench.states()).contains("WaitForCircuit");
        assertThat(bench.arguments("CallGateway")).hasSize(1);
        assertThat(only("ReportOutcome").at("/Payload/generation").asInt()).isEqualTo(5);
        assertThat(only("ReportOutcome").at("/Payload/probe").asInt()).isEqualTo(2);
    }

    @Test
    void review_isGivenUp_whenItAskedTooOften() throws Exception {
        bench.answer("AskPermit", payload(REFUSED));

        Execution execution = run("{\"maxAsks\": 3}", REVIEW);

        assertThat(bench.arguments("AskPermit")).hasSize(3);
        assertThat(letter().path("error").asText()).isEqualTo("States.QueryEvaluationError");
        assertThat(letter().path("cause").asText()).contains("gave up after 3 asks");
        assertThat(letter().path("item")).isEqualTo(parse(REVIEW));
        assertThat(letter().path("source").asText()).isEqualTo("review-analysis");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void throttledCall_isReportedAndTriedAgainWithAnotherPermit() throws Exception {
        bench.answer("CallGateway", failure("States.Http.StatusCode.429", "Too Many Requests"), json(ANSWER));

        run("{}", REVIEW);

        assertThat(only("ReportTrouble").at("/Payload/outcome").asText()).isEqualTo("THROTTLED");
        assertThat(only("ReportTrouble").at("/Payload/status").asInt()).isEqualTo(429);
        assertThat(only("ReportTrouble").at("/Payload").has("retryAfterSeconds"))
                .as("the gateway said nothing")
                .isFalse();
        assertThat(bench.entered("SaveAnswer").toSeconds()).isBetween(4L + 1 + 4, 4L + 10 + 4);
        assertThat(bench.arguments("AskPermit")).hasSize(2);
        assertThat(bench.arguments("SaveAnswer")).hasSize(1);
    }

    @Test
    void throttledCall_waitsAsLongAsTheGatewaySays_whenTheCauseShowsIt() throws Exception {
        String cause = "{\"Headers\": {\"Retry-After\": [\"40\"]}, \"StatusCode\": 429}";
        bench.answer("CallGateway", failure("States.Http.StatusCode.429", cause), json(ANSWER));

        run("{}", REVIEW);

        assertThat(only("ReportTrouble").at("/Payload/retryAfterSeconds").asInt())
                .isEqualTo(40);
    }

    @Test
    void review_goesToTheSlowLane_whenItWasOneTooManyAgainAndAgain() throws Exception {
        bench.answer("CallGateway", failure("States.Http.StatusCode.429", "Too Many Requests"));

        Execution execution = run("{\"maxThrottled\": 3}", REVIEW);

        assertThat(bench.arguments("CallGateway")).hasSize(3);
        assertThat(only("SendToSlowLane").path("MessageBody"))
                .isEqualTo(parse("{\"job\": \"run-7\", \"items\": [" + REVIEW + "]}"));
        assertThat(bench.arguments("SendToDeadLetters")).isEmpty();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void headersThatSayWhatIsLeft_areReported_andNoOthers() throws Exception {
        bench.answer(
                "CallGateway",
                json(ANSWER.replaceFirst(
                        "\\{",
                        "{\"Headers\": {\"X-RateLimit-Remaining-Requests\": [\"3\"], \"Date\": [\"now\"],"
                                + " \"Set-Cookie\": [\"secret\"]},")));

        run("{}", REVIEW);

        assertThat(only("ReportOutcome").at("/Payload/headers"))
                .isEqualTo(parse("{\"X-RateLimit-Remaining-Requests\": [\"3\"]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "States.Http.StatusCode.500",
                "States.Http.StatusCode.503",
                "States.Http.StatusCode.529",
                "States.Http.StatusCode.408",
                "States.Http.Socket",
                "States.Timeout"
            })
    void failedCall_isReportedAndTriedAgain_whenItMayPass(String error) throws Exception {
        bench.answer("CallGateway", failure(error, "down"), json(ANSWER));

        run("{}", REVIEW);

        assertThat(reported("ReportTrouble"))
                .isEqualTo(parse("{\"action\": \"REPORT\", \"circuit\": \"CircuitName\", \"generation\": 3,"
                        + " \"outcome\": \"FAILURE\", \"durationMillis\": 0, \"limit\": \"LimitName\""
                        + (error.contains("StatusCode") ? ", \"status\": " + error.replaceAll("\\D", "") : "") + "}"));
        assertThat(bench.arguments("SaveAnswer")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"CLOSED, 4, 3", "HALF_OPEN, 20, 19"})
    void failedCalls_countAgainstTheItem_unlessTheyWereProbes(String state, int calls, int tries) throws Exception {
        bench.answer("CheckCircuit", payload(state.equals("CLOSED") ? ALLOWED : PROBE));
        bench.answer("CallGateway", replies(calls, "States.Http.StatusCode.500"));

        run("{\"maxFailures\": 3}", REVIEW);

        assertThat(bench.arguments("ReportTrouble")).hasSize(tries);
        assertThat(bench.arguments("SendToDeadLetters")).hasSize(state.equals("CLOSED") ? 1 : 0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"States.Http.StatusCode.400", "States.Http.StatusCode.401", "States.Permissions"})
    void refusedCall_isNotTheGatewaysIllness_andGoesToTheDeadLetters(String error) throws Exception {
        bench.answer("CallGateway", failure(error, "no"));

        run("{}", REVIEW);

        assertThat(only("ReportTrouble").at("/Payload/outcome").asText()).isEqualTo("IGNORED");
        assertThat(letter().path("error").asText()).isEqualTo(error);
        assertThat(letter().path("cause").asText()).isEqualTo("no");
        assertThat(bench.arguments("CallGateway")).hasSize(1);
    }

    @Test
    void emptyAnswer_isAFailure_andGoesToTheDeadLetters() throws Exception {
        bench.answer("CallGateway", json("{\"StatusCode\": 200, \"ResponseBody\": {\"choices\": []}}"));

        run("{}", REVIEW);

        assertThat(only("ReportOutcome").at("/Payload/outcome").asText()).isEqualTo("FAILURE");
        assertThat(letter().path("cause").asText()).contains("without choices[0].message.content");
        assertThat(bench.arguments("SaveAnswer")).isEmpty();
    }

    @Test
    void answer_isSavedAllTheSame_whenItsReportIsLost() throws Exception {
        bench.answer("ReportOutcome", failure("dev.headgate.UnknownCircuitException", "gone"));

        run("{}", REVIEW);

        assertThat(bench.arguments("SaveAnswer")).hasSize(1);
        assertThat(bench.arguments("SendToDeadLetters")).isEmpty();
    }

    @Test
    void answer_thatIsThereAlready_isASuccess() throws Exception {
        bench.answer("SaveAnswer", failure("DynamoDB.ConditionalCheckFailedException", "there"));

        run("{}", REVIEW);

        assertThat(bench.states()).endsWith("SaveAnswer", "AlreadySaved");
        assertThat(bench.arguments("SendToDeadLetters")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AskPermit", "CheckCircuit", "SaveAnswer"})
    void passingError_isRetried(String state) throws Exception {
        String error =
                state.equals("SaveAnswer") ? "DynamoDB.ThrottlingException" : "dev.headgate.StoreUnavailableException";
        Workbench.Reply[] replies = {failure(error, "busy"), failure(error, "busy"), null};
        replies[2] = state.equals("SaveAnswer") ? json("{}") : payload(state.equals("AskPermit") ? GRANTED : ALLOWED);
        bench.answer(state, replies);

        run("{}", REVIEW);

        assertThat(bench.arguments(state)).hasSize(3);
        assertThat(bench.arguments("SendToDeadLetters")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"AskPermit", "CheckCircuit", "SaveAnswer"})
    void lastingError_sendsTheItemWithItsCauseToTheDeadLetters(String state) throws Exception {
        bench.answer(state, failure("dev.headgate.UnknownLimitException", "no limit"));

        run("{}", REVIEW);

        assertThat(letter().path("error").asText()).isEqualTo("dev.headgate.UnknownLimitException");
        assertThat(letter().path("cause").asText()).isEqualTo("no limit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\": \"r-1\"}", "{\"id\": 7, \"text\": \"good\"}", "\"good\"", "[]", "{}"})
    void malformedReview_goesToTheDeadLetters_withoutAPermit(String review) throws Exception {
        run("{}", review);

        assertThat(bench.arguments("AskPermit")).isEmpty();
        assertThat(letter().path("item")).isEqualTo(parse(review));
    }

    private Execution run(String input, String... reviews) throws Exception {
        return bench.run("review-analysis", input, reviews);
    }

    private JsonNode only(String state) {
        List<JsonNode> arguments = bench.arguments(state);
        assertThat(arguments).as(state).hasSize(1);
        return arguments.getFirst();
    }

    /** What a state reports, without the name of the report, which is the state's own. */
    private JsonNode reported(String state) {
        ObjectNode payload = only(state).path("Payload").deepCopy();
        assertThat(payload.remove("reportId").asText()).contains("/" + state + "/");
        assertThat(payload.remove("repeated").asBoolean()).isFalse();
        return payload;
    }

    private JsonNode letter() {
        return only("SendToDeadLetters").path("MessageBody");
    }

    /** Failures, the last call of {@code calls} an answer. */
    private static Workbench.Reply[] replies(int calls, String error) {
        List<Workbench.Reply> replies = new ArrayList<>(Collections.nCopies(calls, failure(error, "down")));
        replies.set(calls - 1, json(ANSWER));
        return replies.toArray(Workbench.Reply[]::new);
    }
}
