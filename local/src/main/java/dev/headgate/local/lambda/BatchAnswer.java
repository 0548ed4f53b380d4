package dev.headgate.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads from a function's answer which messages of its batch are done.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html">Success and failure
 *     conditions</a>
 */
final class BatchAnswer {
    private static final JsonMapper JSON = new JsonMapper();

    private BatchAnswer() {}

    /**
     * Returns the messages to delete. A function error fails all. Without partial answers any other answer is a success
     * of all; with them, an answer that is absent, null or names nothing is a success of all, and one that cannot be
     * read or names a message that was not in the batch is a failure of all.
     */
    static List<SqsMessage> done(InvocationResult result, List<SqsMessage> batch, boolean partialAnswers) {
        if (result.functionError()) {
            return List.of();
        }
        if (!partialAnswers || result.payload().length == 0) {
            return batch;
        }
        try {
            return withoutFailures(JSON.readTree(result.payload()), batch);
        } catch (IOException malformed) {
            return List.of();
        }
    }

    private static List<SqsMessage> withoutFailures(JsonNode answer, List<SqsMessage> batch) {
        if (answer.isNull()) {
            return batch;
        }
        JsonNode failures = answer.path("batchItemFailures");
        boolean none = failures.isNull() || failures.isMissingNode();
        if (!answer.isObject() || !(none || failures.isArray())) {
            return List.of();
        }
        Set<String> failed = new HashSet<>();
        failures.forEach(failure -> failed.add(failure.path("itemIdentifier").asText("")));
        Set<String> known = batch.stream().map(SqsMessage::id).collect(Collectors.toSet());
        if (!known.containsAll(failed)) {
            return List.of();
        }
        return batch.stream().filter(message -> !failed.contains(message.id())).toList();
    }
}
