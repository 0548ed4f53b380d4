package dev.headgate.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RequestFrontTest {

    private final Set<InetSocketAddress> callers = ConcurrentHashMap.newKeySet();

    /** Answers with what it was sent. */
    private final LocalHttpServer behind = new LocalHttpServer(0, exchange -> {
        callers.add(exchange.getRemoteAddress());
        byte[] body = exchange.getRequestBody().readAllBytes();
        LocalHttpServer.answer(exchange, 200, "application/x-amz-json-1.0", body);
    });

    private final DynamoDbCounter counter = new DynamoDbCounter();
    private final RequestFront front =
            RequestFront.start(0, Ports.address(behind.endpoint().getPort()), counter);
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        http.close();
        front.close();
        behind.close();
    }

    @Test
    void requests_passUnchanged_andAreCountedByCallerOperationAndTable() throws Exception {
        String large = "{\"TableName\":\"Results\",\"Item\":\"" + "ä".repeat(300_000) + "\"}";
        assertThat(send("PutItem", "WORKER", BodyPublishers.ofString(large))).isEqualTo(large);
        for (int i = 0; i < 20; i++) {
            send("UpdateItem", "GRANTER", BodyPublishers.ofString("{\"TableName\": \"Permits\"}"));
        }
        assertThat(counter.counts().calls())
                .isEqualTo(Map.of(
                        new DynamoDbCall("WORKER", "PutItem", "Results"), 1L,
                        new DynamoDbCall("GRANTER", "UpdateItem", "Permits"), 20L));
        assertThat(counter.counts().total()).isEqualTo(21);
        assertThat(counter.counts().byCaller()).containsEntry("GRANTER", Map.of("UpdateItem", 20L));
        assertThat(callers).as("connections that are used again").hasSize(1);
    }

    @Test
    void bodies_passInChunks() throws Exception {
        byte[] body = "{\"TableName\":\"T\"}".getBytes(StandardCharsets.UTF_8);
        BodyPublisher chunked = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));
        assertThat(send("GetItem", "ANY", chunked)).isEqualTo("{\"TableName\":\"T\"}");
        assertThat(counter.counts().calls()).isEqualTo(Map.of(new DynamoDbCall("ANY", "GetItem", ""), 1L));
    }

    private String send(String operation, String caller, BodyPublisher body) throws IOException, InterruptedException {
        URI uri = front.endpoint();
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("X-Amz-Target", "DynamoDB_20120810." + operation)
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=" + caller + "/20261122/us-east-1/dynamodb/aws4_request")
                .POST(body)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
}
