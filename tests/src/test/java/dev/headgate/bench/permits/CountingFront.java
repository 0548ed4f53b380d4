package dev.headgate.bench.permits;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** A pass-through in front of DynamoDB that counts requests, and units by {@code ConsumedCapacity}, whoever sends them. */
final class CountingFront implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> PASSED = List.of("X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date");
    private static final Set<String> WRITES =
            Set.of("UpdateItem", "PutItem", "DeleteItem", "TransactWriteItems", "BatchWriteItem");
    private static final Set<String> READS = Set.of("GetItem", "Query", "BatchGetItem", "TransactGetItems");

    /** An item of a transaction is written twice. */
    private static final double UNITS_IN_TRANSACTION = 2;

    private final URI store;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final LongAdder requests = new LongAdder();
    private final DoubleAdder writeUnits = new DoubleAdder();
    private final DoubleAdder readUnits = new DoubleAdder();

    /** What was counted up to a moment. */
    record Reading(long requests, double writeUnits, double readUnits) {
        Reading since(Reading before) {
            return new Reading(
                    requests - before.requests, writeUnits - before.writeUnits, readUnits - before.readUnits);
        }
    }

    CountingFront(URI store) throws IOException {
        this.store = store;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::pass);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Reading read() {
        return new Reading(requests.sum(), writeUnits.sum(), readUnits.sum());
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String operation = target == null ? "" : target.substring(target.indexOf('.') + 1);
            byte[] asked = exchange.getRequestBody().readAllBytes();
            boolean counted = WRITES.contains(operation) || READS.contains(operation);
            HttpResponse<byte[]> answer = send(exchange, counted ? withCapacity(asked) : asked);
            if (counted) {
                count(operation, asked, answer);
            }
            answer.headers()
                    .map()
                    .forEach((name, values) -> exchange.getResponseHeaders().put(name, values));
            exchange.getResponseHeaders().remove("Transfer-Encoding");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        }
    }

    private HttpResponse<byte[]> send(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(store.resolve("/")).POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : PASSED) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.header(header, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static byte[] withCapacity(byte[] body) throws IOException {
        ObjectNode request = (ObjectNode) JSON.readTree(body);
        return JSON.writeValueAsBytes(request.put("ReturnConsumedCapacity", "TOTAL"));
    }

    private void count(String operation, byte[] asked, HttpResponse<byte[]> answer) throws IOException {
        requests.increment();
        JsonNode said = JSON.readTree(answer.body());
        DoubleAdder units = WRITES.contains(operation) ? writeUnits : readUnits;
        if (answer.statusCode() == 200) {
            JsonNode consumed = said.path("ConsumedCapacity");
            for (JsonNode one : consumed.isArray() ? consumed : List.of(consumed)) {
                units.add(one.path("CapacityUnits").asDouble());
            }
        } else if (said.path("__type").asText().endsWith("ConditionalCheckFailedException")) {
            units.add(1);
        } else if (said.path("__type").asText().endsWith("TransactionCanceledException")) {
            units.add(UNITS_IN_TRANSACTION
                    * JSON.readTree(asked).path("TransactItems").size());
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
