package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.InvalidRequestException;
import dev.headgate.gateway.ChatCompletions;
import dev.headgate.gateway.PromptTemplate;
import dev.headgate.gateway.StandIn;
import dev.headgate.testing.TestContext;
import dev.headgate.worker.Answer.Answered;
import dev.headgate.worker.Gateway;
import dev.headgate.worker.WorkerRig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AiWorkerHandlerTest {
    private static final String KEY = "sk-secret-0815";
    private static final String SECRET_TEXT = "zanzibarquartz";

    private final WorkerRig rig = new WorkerRig(10, 20);

    @Test
    void handleRequest_answersWithNothingToRepeat_whenAllIsDone() throws Exception {
        assertThat(answer(handler(text -> new Answered("ok", "m", 1)), event(message("r1", "fine"), "no JSON")))
                .isEqualTo("{\"batchItemFailures\":[]}");
        assertThat(rig.answered()).containsExactly("r1");
        assertThat(rig.errors()).containsExactly("MalformedItem");
    }

    @Test
    void handleRequest_namesTheMessageToRepeat_whenOneFails() throws Exception {
        rig.failSaving("r2");

        assertThat(answer(
                        handler(text -> new Answered("ok", "m", 1)),
                        event(message("r1", "fine"), message("r2", "fine"))))
                .isEqualTo("{\"batchItemFailures\":[{\"itemIdentifier\":\"m1\"}]}");
    }

    @Test
    void handleRequest_throws_whenTheEventIsNotOfSqs() {
        AiWorkerHandler handler = handler(text -> new Answered("ok", "m", 1));

        assertThatThrownBy(() -> answer(handler, "{\"detail\":{}}"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("Records");
    }

    @Test
    void handleRequest_takesNoMessage_whenTheKeyIsOutOfReach() {
        AiWorkerHandler handler = new AiWorkerHandler(
                rig.worker(text -> new Answered("ok", "m", 1)),
                () -> {
                    throw new IllegalStateException("no key");
                },
                () -> {},
                "gateway",
                () -> WorkerRig.START,
                this);

        assertThatThrownBy(() -> answer(handler, event(message("r1", "fine")))).hasMessage("no key");
        assertThat(rig.answered()).isEmpty();
    }

    @Test
    void handleRequest_logsNeitherKeyNorPromptNorAnswer_whateverTheGatewaySays() throws Exception {
        String echo = "{\"error\":{\"message\":\"Bearer %s said %s\",\"code\":\"%s is bad\"}}"
                .formatted(KEY, SECRET_TEXT, SECRET_TEXT);
        String good = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}".formatted(SECRET_TEXT);
        rig.failSaving("r2");
        try (LogCapture log = new LogCapture()) {
            for (int status : new int[] {200, 400, 401, 429, 500}) {
                try (StandIn server = StandIn.saying(status, Map.of(), status == 200 ? good : echo)) {
                    ChatCompletions gateway = new ChatCompletions(
                            server.base(),
                            "m",
                            new PromptTemplate("Judge: {text}"),
                            () -> KEY,
                            Duration.ofSeconds(5),
                            () -> WorkerRig.START);
                    answer(
                            handler(gateway),
                            event(
                                    message(status == 200 ? "r2" : "r" + status, SECRET_TEXT),
                                    SECRET_TEXT,
                                    "{\"job\":\"j\",\"items\":[{\"id\":7,\"text\":\"" + SECRET_TEXT + "\"}]}"));
                }
            }
            assertThat(log.text()).as("something was logged").contains("Dead-lettered", "A part of the batch failed");
            assertThat(log.text()).doesNotContain(KEY, "sk-secret", SECRET_TEXT, "Judge:");
        }
    }

    private AiWorkerHandler handler(Gateway gateway) {
        return new AiWorkerHandler(rig.worker(gateway), () -> {}, () -> {}, "gateway", () -> WorkerRig.START, this);
    }

    private static String answer(AiWorkerHandler handler, String event) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        handler.handleRequest(
                new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), output, new TestContext(60_000));
        return output.toString(StandardCharsets.UTF_8);
    }

    private static String message(String item, String text) {
        return "{\"job\":\"j\",\"items\":[{\"id\":\"" + item + "\",\"text\":\"" + text + "\"}]}";
    }

    /** An event of SQS as AWS sends it, with fields that we do not read; the messages are m0, m1, … */
    private static String event(String... bodies) {
        ObjectNode event = new ObjectMapper().createObjectNode();
        for (int i = 0; i < bodies.length; i++) {
            ObjectNode message = event.withArray("Records").addObject();
            message.put("messageId", "m" + i).put("receiptHandle", "x").put("body", bodies[i]);
            message.putObject("attributes").put("ApproximateReceiveCount", "1");
            message.put("eventSource", "aws:sqs");
        }
        return event.toString();
    }
}
