package dev.headgate.statemachines;

import static dev.headgate.statemachines.Workbench.failure;
import static dev.headgate.statemachines.Workbench.parse;
import static dev.headgate.statemachines.Workbench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionStatus;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenBudgetCallTest {
    private static final String INPUT = "{\"id\": \"r-1\", \"estimatedTokens\": 900}";
    private static final String GRANTED = "{\"granted\": true, \"waitSeconds\": 4, \"permitId\": \"p-1\"}";
    private static final String REFUSED = "{\"granted\": false, \"reason\": \"RATE\", \"retryAfterSeconds\": 12}";
    private static final String ANSWER = "{\"text\": \"fine\", \"usage\": {\"total_tokens\": 412}}";

    private final Workbench bench = new Workbench();

    @BeforeEach
    void answerAllWell() {
        bench.answer("AskPermit", payload(GRANTED));
        bench.answer("CallModel", payload(ANSWER));
        bench.answer("SettlePermit", payload("{\"done\": true, \"state\": \"SETTLED\"}"));
        bench.answer("CancelPermit", payload("{\"done\": true, \"state\": \"CANCELLED\"}"));
    }

    @Test
    void call_isSettledWithWhatItUsed() throws Exception {
        Execution execution = run();

        assertThat(bench.states()).containsExactly("AskPermit", "WaitForSlot", "CallModel", "SettlePermit");
        assertThat(bench.entered("CallModel").minus(bench.entered("WaitForSlot")))
                .isEqualTo(Duration.ofSeconds(4));
        JsonNode ask = only("AskPermit");
        assertThat(ask.at("/limits/1")).isEqualTo(parse("{\"limit\": \"TokensLimitName\", \"permits\": 900}"));
        assertThat(ask.path("requestId").asText()).isEqualTo("r-1-0");
        assertThat(ask.path("owner").asText()).endsWith(":run-7");
        assertThat(only("SettlePermit"))
                .isEqualTo(parse("{\"action\": \"SETTLE\", \"permitId\": \"p-1\","
                        + " \"used\": [{\"limit\": \"TokensLimitName\", \"permits\": 412}]}"));
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void call_asksWithANewRequest_whenRefused() throws Exception {
        bench.answer("AskPermit", payload(REFUSED), payload(GRANTED));

        run();

        assertThat(bench.arguments("AskPermit").get(1).at("/Payload/requestId").asText())
                .isEqualTo("r-1-1");
        assertThat(bench.entered("SettlePermit")).isEqualTo(Duration.ofSeconds(12 + 4));
    }

    @Test
    void permit_isCancelled_whenTheCallWasNeverMade() throws Exception {
        bench.answer("CallModel", failure("Lambda.TooManyRequestsException", "no room"));

        Execution execution = run();

        assertThat(only("CancelPermit")).isEqualTo(parse("{\"action\": \"CANCEL\", \"permitId\": \"p-1\"}"));
        assertThat(bench.arguments("SettlePermit")).isEmpty();
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
    }

    private Execution run() throws Exception {
        return bench.run("examples/token-budget-call", INPUT);
    }

    private JsonNode only(String state) {
        assertThat(bench.arguments(state)).hasSize(1);
        return bench.arguments(state).getFirst().path("Payload");
    }
}
