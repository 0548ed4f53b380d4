package dev.headgate.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventSourceMappingsTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    static Path directory;

    private static final List<JsonNode> EVENTS = new CopyOnWriteArrayList<>();
    private static LambdaService lambda;
    private static TestSqs sqs;

    @BeforeAll
    static void start() throws Exception {
        sqs = new TestSqs();
        lambda = new LambdaService(
                List.of(TestFunctions.of(TestHandlers.Batch.class)),
                LambdaOptions.builder(directory)
                        .maxEnvironments(2)
                        .sharedArchive(false)
                        .build());
        lambda.addLogListener((function, line) -> {
            if (line.startsWith("EVENT ")) {
                EVENTS.add(read(line.substring(6)));
            }
        });
    }

    @AfterAll
    static void stop() {
        lambda.close();
        sqs.close();
    }

    @BeforeEach
    void forget() {
        EVENTS.clear();
    }

    @Test
    void poll_callsTheFunctionInSqsForm_andDeletesWhatWasDone() throws Exception {
        String queue = sqs.createQueue("plain", 30);
        sqs.send(queue, "gr\u00fc\u00df");
        try (EventSourceMappings _ = start(queue, 10, Duration.ZERO)) {
            await().untilAsserted(() -> assertThat(sqs.depth(queue)).isEqualTo(new TestSqs.Depth(0, 0)));
        }
        assertThat(EVENTS).hasSize(1);
        JsonNode message = EVENTS.getFirst().path("Records").path(0);
        assertThat(message.path("body").asText()).isEqualTo("gr\u00fc\u00df");
        assertThat(message.path("messageId").asText()).isNotEmpty();
        assertThat(message.path("receiptHandle").asText()).isNotEmpty();
        assertThat(message.path("md5OfBody").asText()).hasSize(32);
        assertThat(message.path("eventSource").asText()).isEqualTo("aws:sqs");
        assertThat(message.path("eventSourceARN").asText()).isEqualTo("arn:aws:sqs:us-east-1:000000000000:plain");
        assertThat(message.path("awsRegion").asText()).isEqualTo("us-east-1");
        assertThat(message.path("messageAttributes")
                        .path("tenant")
                        .path("stringValue")
                        .asText())
                .isEqualTo("seven");
        assertThat(message.path("messageAttributes")
                        .path("tenant")
                        .path("dataType")
                        .asText())
                .isEqualTo("String");
        for (String attribute : List.of("SentTimestamp", "SenderId", "ApproximateFirstReceiveTimestamp")) {
            assertThat(message.path("attributes").path(attribute).isTextual())
                    .as(attribute)
                    .isTrue();
        }
        assertThat(message.path("attributes").path("ApproximateReceiveCount").asText())
                .isEqualTo("1");
    }

    @Test
    void poll_letsOnlyTheFailedComeBack_andTheQueueRedriveThem() throws Exception {
        String dead = sqs.createQueue("partial-dead", 30);
        String queue = sqs.createQueue("partial", 1, "partial-dead");
        for (String body : List.of("good 1", "bad 2", "good 3")) {
            sqs.send(queue, body);
        }
        try (EventSourceMappings _ = start(queue, 10, Duration.ZERO)) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sqs.depth(dead).waiting()).isEqualTo(1));
            assertThat(sqs.depth(queue)).isEqualTo(new TestSqs.Depth(0, 0));
        }
        assertThat(bodies()).containsExactlyInAnyOrder("good 1", "bad 2", "good 3", "bad 2");
    }

    @Test
    void poll_failsTheWholeBatch_whenTheFunctionThrows() throws Exception {
        String dead = sqs.createQueue("thrown-dead", 30);
        String queue = sqs.createQueue("thrown", 1, "thrown-dead");
        sqs.send(queue, "good");
        sqs.send(queue, "poison");
        try (EventSourceMappings _ = start(queue, 10, Duration.ofSeconds(1))) {
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(sqs.depth(dead).waiting()).isEqualTo(2));
        }
    }

    @Test
    void poll_gathersABatch_whileTheWindowIsOpen() throws Exception {
        String queue = sqs.createQueue("window", 30);
        for (int i = 0; i < 25; i++) {
            sqs.send(queue, "good " + i);
        }
        try (EventSourceMappings _ = start(queue, 20, Duration.ofSeconds(1))) {
            await().untilAsserted(() -> assertThat(sqs.depth(queue)).isEqualTo(new TestSqs.Depth(0, 0)));
        }
        assertThat(EVENTS).extracting(event -> event.path("Records").size()).containsExactly(20, 5);
    }

    @Test
    void poll_receivesNoMoreThanItHasSlotsFor() throws Exception {
        String queue = sqs.createQueue("slots", 30);
        for (int i = 0; i < 12; i++) {
            sqs.send(queue, "slow " + i);
        }
        try (EventSourceMappings _ = start(queue, 1, Duration.ZERO)) {
            assertThat(inFlightUntil(queue, depth -> depth.equals(new TestSqs.Depth(0, 0))))
                    .contains(2)
                    .allSatisfy(messages -> assertThat(messages).isLessThanOrEqualTo(2));
        }
    }

    @Test
    void poll_followsTheFunctionsReservedConcurrency_asItChanges() throws Exception {
        String queue = sqs.createQueue("reserved", 30);
        for (int i = 0; i < 12; i++) {
            sqs.send(queue, "slow " + i);
        }
        try (EventSourceMappings mappings =
                new EventSourceMappings(lambda, List.of(mapping(queue, 1, Duration.ZERO)))) {
            reserve(mappings, OptionalInt.of(1));
            mappings.start();
            assertThat(inFlightUntil(queue, depth -> depth.waiting() <= 6))
                    .contains(1)
                    .doesNotContain(2);
            reserve(mappings, OptionalInt.empty());
            assertThat(inFlightUntil(queue, depth -> depth.equals(new TestSqs.Depth(0, 0))))
                    .contains(2);
        } finally {
            lambda.reserveConcurrency("BatchFunction", OptionalInt.empty());
        }
    }

    private static void reserve(EventSourceMappings mappings, OptionalInt reserved) {
        lambda.reserveConcurrency("BatchFunction", reserved);
        mappings.followConcurrency();
    }

    private static List<Integer> inFlightUntil(String queue, Predicate<TestSqs.Depth> end) {
        List<Integer> inFlight = new ArrayList<>();
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    TestSqs.Depth depth = sqs.depth(queue);
                    inFlight.add(depth.inFlight());
                    return end.test(depth);
                });
        return inFlight;
    }

    @Test
    void poll_rests_whileTheMappingIsDisabled() throws Exception {
        String queue = sqs.createQueue("disabled", 30);
        try (EventSourceMappings mappings =
                new EventSourceMappings(lambda, List.of(mapping(queue, 10, Duration.ZERO)))) {
            String uuid = mappings.list().getFirst().uuid();
            mappings.setEnabled(uuid, false);
            mappings.start();
            sqs.send(queue, "good");
            Thread.sleep(500);
            assertThat(sqs.depth(queue)).isEqualTo(new TestSqs.Depth(1, 0));
            mappings.setEnabled(uuid, true);
            await().untilAsserted(() -> assertThat(sqs.depth(queue)).isEqualTo(new TestSqs.Depth(0, 0)));
        }
    }

    private static EventSourceMappings start(String queue, int batchSize, Duration window) {
        EventSourceMappings mappings = new EventSourceMappings(lambda, List.of(mapping(queue, batchSize, window)));
        mappings.start();
        return mappings;
    }

    private static EventSourceMapping mapping(String queue, int batchSize, Duration window) {
        return new EventSourceMapping(queue, "BatchFunction", batchSize, window, 2, true);
    }

    private static List<String> bodies() {
        List<String> bodies = new ArrayList<>();
        EVENTS.forEach(event -> event.path("Records")
                .forEach(message -> bodies.add(message.path("body").asText())));
        return bodies;
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException malformed) {
            throw new IllegalStateException(malformed);
        }
    }
}
