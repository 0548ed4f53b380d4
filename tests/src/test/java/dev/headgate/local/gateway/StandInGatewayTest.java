package dev.headgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StandInGatewayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"Judge.\"},{\"role\":\"user\",\"content\":\"I"
                + " love it\"}]}";

    private final HttpClient client = HttpClient.newHttpClient();
    private StandInGateway gateway;

    @AfterEach
    void stop() {
        client.close();
        if (gateway != null) {
            gateway.close();
        }
    }

    private void start(GatewayOptions.Builder options) throws IOException {
        gateway = StandInGateway.start(
                options.latency(Duration.ZERO, Duration.ofMillis(1)).build());
    }

    private HttpResponse<String> call(String body) throws IOException, InterruptedException {
        return call(body, "Bearer key");
    }

    private HttpResponse<String> call(String body, String authorization) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create(gateway.baseUrl() + "/chat/completions"))
                        .header("Authorization", authorization)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void call_isAnsweredInOpenAisForm_andSaysThatItIsAStandIn() throws Exception {
        start(GatewayOptions.builder("key", 10, 20));
        HttpResponse<String> response = call(GOOD);
        JsonNode body = JSON.readTree(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(body.path("object").asText()).isEqualTo("chat.completion");
        assertThat(body.path("model").asText()).isEqualTo("m");
        assertThat(body.path("created").asLong()).isPositive();
        assertThat(body.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(JSON.readTree(body.at("/choices/0/message/content").asText())
                        .path("sentiment")
                        .asText())
                .isEqualTo("positive");
        assertThat(body.at("/usage/total_tokens").asInt()).isPositive();
        assertThat(body.path("notice").asText()).contains("stand-in");
        assertThat(response.headers().firstValue("X-Headgate-Stand-In")).isPresent();
        assertThat(response.headers().firstValue("x-ratelimit-limit-requests")).hasValue("10");
        assertThat(response.headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("19");
        assertThat(response.headers().firstValue("x-ratelimit-reset-requests")).isPresent();
        assertThat(gateway.log().calls())
                .singleElement()
                .satisfies(call -> assertThat(call.prompt()).isEqualTo("I love it"));
    }

    @Test
    void call_saysNothingOfALimitThatIsHidden_acceptedOrRefused() throws Exception {
        start(GatewayOptions.builder("key", 10, 20).hidden(HiddenRate.parse("1,50@30")));
        List<HttpResponse<String>> responses = List.of(call(GOOD), call(GOOD), call(GOOD));
        assertThat(responses).extracting(HttpResponse::statusCode).containsExactly(200, 200, 429);
        assertThat(responses)
                .allSatisfy(response -> assertThat(response.headers().map().keySet())
                        .noneMatch(name -> name.contains("ratelimit") || name.equalsIgnoreCase("Retry-After")));
        assertThat(responses.getLast().body()).doesNotContainPattern("[0-9] requests");
    }

    @Test
    void call_isRefusedWith429AndRetryAfter_whenTheBurstIsSpent() throws Exception {
        start(GatewayOptions.builder("key", 1, 2));
        assertThat(call(GOOD).statusCode()).isEqualTo(200);
        assertThat(call(GOOD).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = call(GOOD);
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.headers().firstValue("x-ratelimit-remaining-requests"))
                .hasValue("0");
        assertThat(JSON.readTree(refused.body()).at("/error/code").asText()).isEqualTo("rate_limit_exceeded");
        assertThat(gateway.log().counts()).isEqualTo(new CallCounts(3, 2, 1, 0));
    }

    @Test
    void call_isRefusedWith401_whenTheKeyIsWrong() throws Exception {
        start(GatewayOptions.builder("key", 10, 20));
        HttpResponse<String> refused = call(GOOD, "Bearer other");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(JSON.readTree(refused.body()).at("/error/code").asText()).isEqualTo("invalid_api_key");
        assertThat(gateway.log().calls()).isEmpty();
    }

    @Test
    void call_isRefusedWith400_whenTheRequestIsWrong() throws Exception {
        start(GatewayOptions.builder("key", 100, 100));
        List<String> wrong = List.of(
                "",
                "[]",
                "{",
                "{\"model\":\"m\"}",
                "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                GOOD.replace("\"user\"", "\"someone\""),
                GOOD.replace("I love it", " "),
                GOOD.replace("\"I love it\"", "7"),
                GOOD.replace("I love it", "x".repeat(16_001)),
                GOOD.replace("\"model\"", "\"stream\":true,\"model\""));
        for (String body : wrong) {
            HttpResponse<String> refused = call(body);
            assertThat(refused.statusCode()).as(body).isEqualTo(400);
            assertThat(JSON.readTree(refused.body()).at("/error/type").asText())
                    .as(body)
                    .isEqualTo("invalid_request_error");
        }
    }

    @Test
    void call_isAnswered503_whileTheOutageLasts() throws Exception {
        start(GatewayOptions.builder("key", 100, 100).outage(new Outage(Duration.ZERO, Duration.ofMillis(300))));
        HttpResponse<String> failed = call(GOOD);
        assertThat(failed.statusCode()).isEqualTo(503);
        assertThat(JSON.readTree(failed.body()).at("/error/type").asText()).isEqualTo("server_error");
        Thread.sleep(350);
        assertThat(call(GOOD).statusCode()).isEqualTo(200);
    }
}
