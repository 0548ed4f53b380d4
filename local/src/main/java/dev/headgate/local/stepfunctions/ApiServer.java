package dev.headgate.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.headgate.local.stepfunctions.integration.Json;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** AWS JSON 1.0 over HTTP: the operation stands in {@code X-Amz-Target: AWSStepFunctions.<Operation>}. */
final class ApiServer implements AutoCloseable {
    private static final String TARGET = "AWSStepFunctions.";
    private static final System.Logger LOG = System.getLogger(ApiServer.class.getName());

    private final Map<String, Operation> operations;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    /** Listens on localhost. @throws java.net.BindException where the port is taken */
    ApiServer(int port, Map<String, Operation> operations) throws IOException {
        this.operations = Map.copyOf(operations);
        // Without it, an answer waits for the acknowledgement of its own headers. Read once by the server's first use.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::serve);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            serveOpen(exchange);
        }
    }

    private void serveOpen(HttpExchange exchange) throws IOException {
        try {
            send(exchange, 200, Json.bytes(answer(exchange)));
        } catch (ApiException e) {
            send(exchange, 400, error(e.type(), e.problem()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "the API failed", e);
            send(exchange, 500, error("InternalFailure", String.valueOf(e)));
        }
    }

    private JsonNode answer(HttpExchange exchange) throws IOException, InterruptedException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
        String name = target.startsWith(TARGET) ? target.substring(TARGET.length()) : target;
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new ApiException("UnknownOperationException", "not supported by this local Step Functions: " + name);
        }
        JsonNode tree = Json.parse(body)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new ApiException("SerializationException", "the request must be a JSON object"));
        return operation.answer(new ApiRequest(tree));
    }

    private static byte[] error(String type, String message) {
        return Json.bytes(Json.object().put("__type", type).put("message", message));
    }

    private static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }
}
