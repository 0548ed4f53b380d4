package dev.headgate.lambda;

import java.util.Collection;
import java.util.List;

/** The answer to a batch of SQS: the messages to deliver again, by their ids. All others are done. */
record BatchResponse(List<Failure> batchItemFailures) {
    record Failure(String itemIdentifier) {}

    static BatchResponse of(Collection<String> messageIds) {
        return new BatchResponse(messageIds.stream().map(Failure::new).toList());
    }
}
