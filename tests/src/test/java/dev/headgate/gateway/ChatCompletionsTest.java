package dev.headgate.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.headgate.worker.Answer;
import dev.headgate.worker.Answer.Answered;
import dev.headgate.worker.Answer.Failed;
import dev.headgate.worker.Answer.Rejected;
import dev.headgate.worker.Answer.Throttled;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class ChatCompletionsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final String KEY = "sk-secret-0815";
    private static final String TEXT = "the room was \"lovely\" {text} \uD83D\uDE00";
    private static final String GOOD = """
        {"id":"x","model":"small-1","choices":[{"index":0,"message":{"role":"assistant","content":"POSITIVE"}}],
         "usage":{"prompt_tokens":9,"completion_tokens":3,"total_tokens":12}}\
        """;

    private record Step(String what, int status, Map<String, String> headers, String body, Answer answer) {}

    @Test
    void ask_sendsModelPromptAndKey_andReturnsTheAnswer() throws Exception {
        try (StandIn server = StandIn.saying(200, Map.of(), GOOD)) {
            assertThat(client(server.base() + "/", KEY + "\n").ask(TEXT))
                    .isEqualTo(new Answered("POSITIVE", "small-1", 12));

            StandIn.Request request = server.requests().getFirst();
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/v1/chat/completions");
            assertThat(request.authorization()).isEqualTo("Bearer " + KEY);
            assertThat(new ObjectMapper().readTree(request.body())).isEqualTo(new ObjectMapper().readTree("""
                {"model":"small","messages":[{"role":"user",
                 "content":"Say: the room was \\"lovely\\" {text} \uD83D\uDE00!"}]}\
                """));
        }
    }

    @Test
    void ask_tellsWhatTheStatusMeans_whenTheServerAnswers() {
        String error = "{\"error\":{\"message\":\"about " + "the room" + "\",\"type\":\"t\",\"code\":\"a_code\"}}";
        Optional<Duration> none = Optional.empty();
        Optional<Duration> thirty = Optional.of(Duration.ofSeconds(30));
        List<Step> steps = List.of(
                new Step("429 in seconds", 429, Map.of("Retry-After", "30"), error, new Throttled(thirty)),
                new Step(
                        "429 with a date",
                        429,
                        Map.of("Retry-After", "Sun, 22 Nov 2026 19:00:30 GMT"),
                        "",
                        new Throttled(thirty)),
                new Step("429 without", 429, Map.of(), "", new Throttled(none)),
                new Step("429 with nonsense", 429, Map.of("Retry-After", "soon"), "", new Throttled(none)),
                new Step("500", 500, Map.of(), "oops", new Failed("HTTP 500", none)),
                new Step("503", 503, Map.of("Retry-After", "30"), error, new Failed("HTTP 503 (a_code)", thirty, true)),
                new Step("529", 529, Map.of(), error, new Failed("HTTP 529 (a_code)", none, true)),
                new Step("408", 408, Map.of(), "", new Failed("HTTP 408", none)),
                new Step("400", 400, Map.of(), error, new Rejected("HTTP 400 (a_code)")),
                new Step("401", 401, Map.of(), "{\"error\":\"key " + KEY + "\"}", new Rejected("HTTP 401")),
                new Step("403", 403, Map.of(), "", new Rejected("HTTP 403")),
                new Step("404", 404, Map.of(), "<html>", new Rejected("HTTP 404")),
                new Step("422", 422, Map.of(), error, new Rejected("HTTP 422 (a_code)")),
                new Step("302", 302, Map.of("Location", "http://localhost:1/"), "", new Rejected("HTTP 302")),
                new Step("garbage", 200, Map.of(), "<html>", new Failed("HTTP 200 without a chat completion", none)),
                new Step("empty", 200, Map.of(), "", new Failed("HTTP 200 without a chat completion", none)),
                new Step(
                        "no choice",
                        200,
                        Map.of(),
                        "{\"choices\":[]}",
                        new Failed("HTTP 200 without a chat completion", none)),
                new Step(
                        "the least",
                        200,
                        Map.of(),
                        "{\"choices\":[{\"message\":{\"content\":\"\"}}]}",
                        new Answered("", "small", 0)));
        for (Step step : steps) {
            try (StandIn server = StandIn.saying(step.status(), step.headers(), step.body())) {
                assertThat(client(server.base(), KEY).ask(TEXT)).as(step.what()).isEqualTo(step.answer());
                assertThat(server.requests())
                        .as("one permit, one call: " + step.what())
                        .hasSize(1);
            }
        }
    }

    @Test
    void ask_fails_whenTheAnswerDoesNotComeInTime() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (StandIn server = new StandIn(exchange -> await(end))) {
            assertThat(client(server.base(), KEY).ask(TEXT))
                    .isInstanceOfSatisfying(
                            Failed.class, failed -> assertThat(failed.reason()).startsWith("no answer"));
            end.countDown();
        }
    }

    @Test
    void ask_fails_whenTheBodyTrickles() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        StandIn.Reaction headersOnly = exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await(end);
        };
        try (StandIn server = new StandIn(headersOnly)) {
            assertThat(client(server.base(), KEY).ask(TEXT))
                    .isEqualTo(new Failed("no answer in 500 ms", Optional.empty()));
            end.countDown();
        }
    }

    @Test
    void ask_fails_whenTheBodyIsEndless() {
        try (StandIn server = StandIn.saying(200, Map.of(), "x".repeat(5 * 1024 * 1024))) {
            assertThat(client(server.base(), KEY, Duration.ofSeconds(20)).ask(TEXT))
                    .isInstanceOf(Failed.class);
        }
    }

    @Test
    void ask_fails_whenNobodyListens() throws Exception {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertThat(client("http://localhost:" + port + "/v1", KEY).ask(TEXT))
                .isInstanceOfSatisfying(
                        Failed.class, failed -> assertThat(failed.reason()).startsWith("no answer: "));
    }

    @Test
    void ask_showsNoKey_whenNoHeaderCanCarryIt() {
        ChatCompletions client = client("http://localhost:1/v1", "sk-\u00e4\nsecret");

        assertThatThrownBy(() -> client.ask(TEXT))
                .hasMessageNotContainingAny("secret", "sk-", "lovely")
                .hasNoCause();
        assertThat(client.toString()).doesNotContain("secret");
    }

    private static ChatCompletions client(String base, String key) {
        return client(base, key, Duration.ofMillis(500));
    }

    private static ChatCompletions client(String base, String key, Duration timeout) {
        return new ChatCompletions(base, "small", new PromptTemplate("Say: {text}!"), () -> key, timeout, () -> NOW);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
