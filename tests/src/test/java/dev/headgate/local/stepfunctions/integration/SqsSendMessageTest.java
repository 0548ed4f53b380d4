package dev.headgate.local.stepfunctions.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Resource;
import dev.headgate.local.asl.TaskFailedException;
import dev.headgate.local.stepfunctions.integration.StubServer.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SqsSendMessageTest {
    private final HttpSender http = new HttpSender();

    @AfterEach
    void close() {
        http.close();
    }

    @Test
    void call_sendsABodyAsJsonText_whenItIsAnObject() throws Exception {
        try (StubServer stub =
                new StubServer(_ -> Answer.json(200, "{\"MessageId\":\"m\",\"MD5OfMessageBody\":\"d\"}"))) {
            JsonNode result = sqs(stub)
                    .call(Calls.of(
                            Resource.SQS_SEND_MESSAGE,
                            "{'QueueUrl':'http://q/000/w','MessageBody':{'job':'j'},'MessageGroupId':'g'}"));

            assertThat(result.path("MessageId").asText()).isEqualTo("m");
            assertThat(result.path("MD5OfMessageBody").asText()).isEqualTo("d");
            StubServer.Request request = stub.requests().getFirst();
            assertThat(request.header("X-Amz-Target")).isEqualTo("AmazonSQS.SendMessage");
            JsonNode sent = Json.parse(request.body()).orElseThrow();
            assertThat(sent.path("MessageBody").asText()).isEqualTo("{\"job\":\"j\"}");
            assertThat(sent.path("MessageGroupId").asText()).isEqualTo("g");
        }
    }

    @Test
    void call_failsByName_whenThereIsNoSuchQueue() throws Exception {
        String body = "{\"__type\":\"com.amazonaws.sqs#QueueDoesNotExist\",\"message\":\"no\"}";
        try (StubServer stub = new StubServer(_ -> Answer.json(400, body))) {
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(() -> sqs(stub)
                            .call(Calls.of(Resource.SQS_SEND_MESSAGE, "{'QueueUrl':'http://q','MessageBody':'x'}")))
                    .satisfies(e -> assertThat(e.error()).isEqualTo("SQS.QueueDoesNotExistException"));
        }
    }

    @Test
    void call_refusesAField_whenItIsUnknown() throws Exception {
        try (StubServer stub = new StubServer(_ -> Answer.json(200, "{}"))) {
            assertThatExceptionOfType(TaskFailedException.class)
                    .isThrownBy(() -> sqs(stub).call(Calls.of(Resource.SQS_SEND_MESSAGE, "{'QueueURL':'http://q'}")))
                    .satisfies(e -> assertThat(e.error()).isEqualTo("States.Runtime"))
                    .withMessageContaining("'QueueURL'");
            assertThat(stub.requests()).isEmpty();
        }
    }

    private SqsSendMessage sqs(StubServer stub) {
        return new SqsSendMessage(JsonService.sqs(http, stub.uri(), "us-east-1"));
    }
}
