package dev.headgate.statemachines;

import static dev.headgate.statemachines.Workbench.failure;
import static dev.headgate.statemachines.Workbench.json;
import static dev.headgate.statemachines.Workbench.parse;
import static dev.headgate.statemachines.Workbench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Execution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The example of a fallback: a circuit that lets nothing through sends the request to a queue, at once. */
class QueueForLaterTest {
    private static final String GRANTED = "{\"granted\": true, \"waitSeconds\": 2}";
    private static final String REFUSED =
            "{\"allowed\": false, \"reason\": \"CIRCUIT_OPEN\", \"retryAfterSeconds\": 12}";
    private static final String ALLOWED = "{\"allowed\": true, \"generation\": 3}";

    private final Workbench bench = new Workbench();

    @BeforeEach
    void script() {
        bench.answer("AskPermit", payload(GRANTED));
        bench.answer("CheckCircuit", payload(ALLOWED));
        bench.answer("CallService", payload("\"well\""));
        bench.answer("ReportOutcome", payload("{\"recorded\": true}"));
        bench.answer("QueueForLater", json("{\"MessageId\": \"any\"}"));
    }

    private JsonNode run() throws Exception {
        Execution execution = bench.run("examples/queue-for-later", "{\"order\": 7}");
        return execution.output();
    }

    @Test
    void call_isMadeAndReported_whileTheCircuitIsClosed() throws Exception {
        assertThat(run()).isEqualTo(parse("{\"done\": true, \"outcome\": \"SUCCESS\", \"answer\": \"well\"}"));
        assertThat(bench.states())
                .containsExactly(
                        "AskPermit", "IsCircuitOpen", "WaitForSlot", "CheckCircuit", "CallService", "ReportOutcome");
    }

    @Test
    void request_isQueuedAtOnce_whenTheCircuitRefusesTheAsk() throws Exception {
        bench.answer(
                "AskPermit",
                payload("{\"granted\": false, \"reason\": \"CIRCUIT_OPEN\", \"circuit\": \"any\","
                        + " \"retryAfterSeconds\": 2000}"));
        assertThat(run()).isEqualTo(parse("{\"done\": false, \"queuedForSeconds\": 2000}"));
        assertThat(bench.states()).containsExactly("AskPermit", "IsCircuitOpen", "QueueForLater");
        JsonNode message = bench.arguments("QueueForLater").getFirst();
        assertThat(message.path("DelaySeconds").asInt())
                .as("as long as SQS can")
                .isEqualTo(900);
        assertThat(message.path("MessageBody").path("request")).isEqualTo(parse("{\"order\": 7}"));
        assertThat(message.path("MessageBody").path("notBefore").asText()).isEqualTo("2026-11-22T19:33:20.000Z");
    }

    @Test
    void request_isQueued_whenTheCircuitHasOpenedSinceTheAsk() throws Exception {
        bench.answer("CheckCircuit", payload(REFUSED));
        assertThat(run()).isEqualTo(parse("{\"done\": false, \"queuedForSeconds\": 12}"));
        assertThat(bench.states()).endsWith("CheckCircuit", "CallService", "QueueForLater");
        assertThat(bench.arguments("CallService")).as("nothing is called").isEmpty();
    }

    @Test
    void request_waits_whenOnlyTheLimitRefuses() throws Exception {
        bench.answer(
                "AskPermit",
                payload("{\"granted\": false, \"reason\": \"RATE\", \"limit\": \"any\", \"retryAfterSeconds\": 5}"),
                payload(GRANTED));
        assertThat(run().path("done").asBoolean()).isTrue();
        assertThat(bench.states())
                .doesNotContain("QueueForLater")
                .startsWith("AskPermit", "IsCircuitOpen", "WaitForSlot");
    }

    @Test
    void failure_isReported() throws Exception {
        bench.answer("CallService", failure("Lambda.Unknown", "it broke"));
        assertThat(run().path("outcome").asText()).isEqualTo("FAILURE");
        assertThat(bench.arguments("ReportOutcome")
                        .getFirst()
                        .path("Payload")
                        .path("outcome")
                        .asText())
                .isEqualTo("FAILURE");
    }
}
