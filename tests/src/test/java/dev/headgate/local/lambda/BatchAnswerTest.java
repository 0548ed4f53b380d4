package dev.headgate.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BatchAnswerTest {
    private static final List<SqsMessage> BATCH =
            Stream.of("a", "b", "c").map(BatchAnswerTest::message).toList();

    private record Row(String answer, String done, String description) {}

    @Test
    void done_followsLambdasConditions_whenPartialAnswersAreOn() {
        for (Row row : List.of(
                new Row("", "abc", "no answer"),
                new Row("null", "abc", "null"),
                new Row("{}", "abc", "an empty object"),
                new Row("{\"batchItemFailures\":null}", "abc", "a null list"),
                new Row("{\"batchItemFailures\":[]}", "abc", "an empty list"),
                new Row("{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}", "ac", "one failed"),
                new Row(
                        "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"},{\"itemIdentifier\":\"b\"}]}",
                        "ac",
                        "twice"),
                new Row("{\"batchItemFailures\":[{\"itemIdentifier\":\"x\"}]}", "", "an unknown message"),
                new Row("{\"batchItemFailures\":[{\"itemIdentifier\":\"\"}]}", "", "an empty identifier"),
                new Row("{\"batchItemFailures\":[{\"itemIdentifier\":null}]}", "", "a null identifier"),
                new Row("{\"batchItemFailures\":[{\"id\":\"a\"}]}", "", "a wrong key"),
                new Row("{\"batchItemFailures\":\"a\"}", "", "no list"),
                new Row("\"done\"", "", "no object"),
                new Row("{\"batch", "", "no JSON"))) {
            assertThat(ids(row.answer(), false, true)).as(row.description()).isEqualTo(row.done());
        }
    }

    @Test
    void done_isAllOrNothing_whenPartialAnswersAreOff() {
        String oneFailed = "{\"batchItemFailures\":[{\"itemIdentifier\":\"b\"}]}";
        assertThat(ids(oneFailed, false, false)).isEqualTo("abc");
        assertThat(ids(oneFailed, true, false)).isEmpty();
        assertThat(ids("{}", true, true)).isEmpty();
    }

    private static String ids(String answer, boolean functionError, boolean partialAnswers) {
        InvocationResult result = new InvocationResult(TestFunctions.json(answer), functionError, "id", "");
        StringBuilder ids = new StringBuilder();
        BatchAnswer.done(result, BATCH, partialAnswers).forEach(message -> ids.append(message.id()));
        return ids.toString();
    }

    private static SqsMessage message(String id) {
        return new SqsMessage(JsonNodeFactory.instance.objectNode().put("MessageId", id));
    }
}
