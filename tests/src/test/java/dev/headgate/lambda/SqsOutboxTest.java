package dev.headgate.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.local.lambda.TestSqs;
import dev.headgate.worker.DeadLetter;
import dev.headgate.worker.DeadLetter.Subject;
import dev.headgate.worker.Delivery;
import dev.headgate.worker.Done;
import dev.headgate.worker.Item;
import dev.headgate.worker.WorkMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** Against the local run's SQS, in this process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SqsOutboxTest {
    private static final WorkMessage MESSAGE = new WorkMessage(
            "job-1", List.of(new Item("r1", "😞 \"fine\"", 2, 8)), List.of(), Optional.of("a-token"), new Done(3, 1));

    private final TestSqs sqs = new TestSqs();
    private final SqsClient client = TestClients.of(SqsClient.builder(), sqs.endpoint());
    private String work;
    private String slow;
    private String deadLetters;
    private SqsOutbox outbox;

    @BeforeEach
    void makeQueues(TestInfo test) throws Exception {
        String name = test.getTestMethod().orElseThrow().getName();
        work = sqs.createQueue(name + "-work", 60);
        slow = sqs.createQueue(name + "-slow", 60);
        deadLetters = sqs.createQueue(name + "-dead", 60);
        outbox = new SqsOutbox(client, work, slow, deadLetters);
    }

    @AfterAll
    void close() {
        client.close();
        sqs.close();
    }

    @Test
    void putBack_sendsWhatTheWorkerReadsAsTheSameMessage() throws Exception {
        outbox.putBack(MESSAGE, Duration.ZERO);

        assertThat(sqs.receive(work))
                .singleElement()
                .satisfies(
                        body -> assertThat(WorkMessages.parse("m", body)).isEqualTo(new Delivery.Parsed("m", MESSAGE)));
        assertThat(sqs.receive(deadLetters)).isEmpty();
    }

    @Test
    void putBack_hidesTheMessageForTheDelay_upToSqsLongest() throws Exception {
        outbox.putBack(MESSAGE, Duration.ofMinutes(15));

        assertThat(client.getQueueAttributes(get -> get.queueUrl(work).attributeNames(QueueAttributeName.ALL))
                        .attributes())
                .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1");
        assertThat(sqs.receive(work)).isEmpty();
    }

    @Test
    void slowLane_sendsTheSameMessageToItsQueue() throws Exception {
        outbox.slowLane(MESSAGE);

        assertThat(sqs.receive(slow))
                .singleElement()
                .satisfies(
                        body -> assertThat(WorkMessages.parse("m", body)).isEqualTo(new Delivery.Parsed("m", MESSAGE)));
        assertThat(sqs.receive(work)).isEmpty();
    }

    @Test
    void deadLetter_saysWhatWhyAndFromWhom() throws Exception {
        outbox.deadLetter(
                new DeadLetter("job-1", new Subject.Known(new Item("r1", "fine", 4)), DeadLetter.FAILED, "status 500"));

        assertThat(sqs.receive(deadLetters))
                .containsExactly("{\"job\":\"job-1\",\"item\":{\"id\":\"r1\",\"text\":\"fine\"},"
                        + "\"error\":\"GatewayFailed\",\"cause\":\"status 500\",\"source\":\"ai-worker\"}");
        assertThat(sqs.receive(work)).isEmpty();
    }

    @Test
    void bothCalls_throw_whenTheMessageIsNotTaken() {
        SqsOutbox lost = new SqsOutbox(client, work + "-lost", slow + "-lost", deadLetters + "-lost");

        assertThatThrownBy(() -> lost.putBack(MESSAGE, Duration.ZERO)).isInstanceOf(SdkException.class);
        assertThatThrownBy(() -> lost.deadLetter(
                        new DeadLetter("job-1", new Subject.Raw("body"), DeadLetter.MALFORMED, "no JSON")))
                .isInstanceOf(SdkException.class);
    }
}
