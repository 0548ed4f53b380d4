package dev.headgate.statemachines;

import static dev.headgate.statemachines.Workbench.json;
import static dev.headgate.statemachines.Workbench.parse;
import static dev.headgate.statemachines.Workbench.payload;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.asl.Execution;
import dev.headgate.local.asl.ExecutionStatus;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BufferedReviewAnalysisTest {
    private final Workbench bench = new Workbench();

    @Test
    void reviews_goToTheWorkerInBatches_withATaskToken() throws Exception {
        bench.answer("HandToWorker", bench.token("{\"succeeded\": 10, \"deadLettered\": 0}"));

        Execution execution = run("{}", reviews(25));

        List<JsonNode> messages = messages("HandToWorker");
        assertThat(messages).extracting(message -> message.path("items").size()).containsExactlyInAnyOrder(10, 10, 5);
        assertThat(messages).allSatisfy(message -> {
            assertThat(message.path("job").asText()).isEqualTo("run-7");
            assertThat(message.path("taskToken").asText()).isNotEmpty();
        });
        assertThat(bench.states()).containsOnly("HandToWorker");
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @Test
    void batch_isAsLargeAsTheInputSays_andASingleItemIsAListToo() throws Exception {
        bench.answer("HandToWorker", bench.token("{\"succeeded\": 1, \"deadLettered\": 0}"));

        run("{\"job\": \"monday\", \"maxItemsPerBatch\": 1}", reviews(2));

        assertThat(messages("HandToWorker")).hasSize(2).allSatisfy(message -> {
            assertThat(message.path("items").isArray()).isTrue();
            assertThat(message.path("job").asText()).isEqualTo("monday");
        });
    }

    @Test
    void concurrency_isOfBatches_forAsManyItemsAsTheLimitSays() throws Exception {
        bench.answer("HandToWorker", bench.token("{\"succeeded\": 1, \"deadLettered\": 0}"));
        run("{}", reviews(1));
        assertThat(bench.mapConcurrency()).as("nobody could be asked").isEqualTo(100);
        bench.answer("PeekLimit", payload("{\"limit\": \"LimitName\", \"concurrency\": 255}"));
        run("{}", reviews(1));
        assertThat(bench.mapConcurrency()).isEqualTo(26);
        run("{\"maxItemsPerBatch\": 100}", reviews(1));
        assertThat(bench.mapConcurrency()).isEqualTo(3);
        run("{\"maxConcurrency\": 7}", reviews(1));
        assertThat(bench.mapConcurrency()).isEqualTo(7);
    }

    @Test
    void item_carriesIdAndTextOnly() throws Exception {
        bench.answer("HandToWorker", bench.token("{\"succeeded\": 1, \"deadLettered\": 0}"));

        run("{}", "{\"id\": \"r-1\", \"text\": \"good\", \"stars\": 5}");

        assertThat(messages("HandToWorker").getFirst().path("items"))
                .isEqualTo(parse("[{\"id\": \"r-1\", \"text\": \"good\"}]"));
    }

    @Test
    void lostBatch_goesToTheDeadLetters_anItemAMessage() throws Exception {
        bench.answer("HandToWorker", json("{\"MessageId\": \"any\"}"));
        bench.answer("SendToDeadLetters", json("{}"));

        Execution execution = run("{\"batchTimeoutSeconds\": 60}", reviews(3));

        List<JsonNode> letters = messages("SendToDeadLetters");
        assertThat(letters)
                .extracting(letter -> letter.at("/item/id").asText())
                .containsExactlyInAnyOrder("r-1", "r-2", "r-3");
        assertThat(letters).allSatisfy(letter -> {
            assertThat(letter.path("job").asText()).isEqualTo("run-7");
            assertThat(letter.path("error").asText()).isEqualTo("States.Timeout");
            assertThat(letter.path("source").asText()).isEqualTo("buffered-review-analysis");
        });
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    private Execution run(String input, String... reviews) throws Exception {
        return bench.run("buffered-review-analysis", input, reviews);
    }

    private List<JsonNode> messages(String state) {
        return bench.arguments(state).stream()
                .map(arguments -> arguments.path("MessageBody"))
                .toList();
    }

    private static String[] reviews(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> "{\"id\": \"r-" + i + "\", \"text\": \"good\"}")
                .toArray(String[]::new);
    }
}
