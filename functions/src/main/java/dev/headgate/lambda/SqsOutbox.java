package dev.headgate.lambda;

import dev.headgate.worker.DeadLetter;
import dev.headgate.worker.Outbox;
import dev.headgate.worker.WorkMessage;
import java.time.Duration;
import software.amazon.awssdk.services.sqs.SqsClient;

/** The worker's queues on SQS. */
record SqsOutbox(SqsClient client, String workQueueUrl, String slowLaneQueueUrl, String deadLetterQueueUrl)
        implements Outbox {
    @Override
    public void putBack(WorkMessage message, Duration delay) {
        client.sendMessage(request -> request.queueUrl(workQueueUrl)
                .messageBody(WorkMessages.json(message))
                .delaySeconds(Math.toIntExact(delay.toSeconds())));
    }

    @Override
    public void slowLane(WorkMessage message) {
        client.sendMessage(request -> request.queueUrl(slowLaneQueueUrl).messageBody(WorkMessages.json(message)));
    }

    @Override
    public void deadLetter(DeadLetter letter) {
        client.sendMessage(request -> request.queueUrl(deadLetterQueueUrl).messageBody(WorkMessages.json(letter)));
    }
}
