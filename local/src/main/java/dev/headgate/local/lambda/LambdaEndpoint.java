package dev.headgate.local.lambda;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves Lambda's API over HTTP on localhost: Invoke, functions, event source mappings, concurrency. */
public final class LambdaEndpoint implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final InvokeApi invoke;
    private final FunctionsApi functions;
    private final MappingsApi mappings;
    private final ConcurrencyApi concurrency;

    /**
     * Starts serving.
     *
     * @param port the port on localhost, 0 for a free one
     * @throws IOException if the port is taken
     */
    public LambdaEndpoint(LambdaService lambda, EventSourceMappings mappings, int port) throws IOException {
        this.invoke = new InvokeApi(lambda);
        this.functions = new FunctionsApi(lambda, Instant.now());
        this.mappings = new MappingsApi(mappings);
        this.concurrency = new ConcurrencyApi(lambda, mappings);
        this.server = HttpServers.create(port);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Returns where the endpoint is, for {@code --endpoint-url}. */
    public URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(ApiRequest.of(exchange)));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private ApiResponse answer(ApiRequest request) throws IOException, InterruptedException {
        try {
            return route(request);
        } catch (ApiException refused) {
            return error(refused);
        } catch (FunctionNotFoundException unknown) {
            return error(ApiException.of(unknown));
        } catch (ThrottledException throttled) {
            return error(ApiException.of(throttled));
        } catch (JsonProcessingException malformed) {
            return error(ApiException.notJson(malformed));
        } catch (RuntimeException unexpected) {
            return error(new ApiException(500, "ServiceException", unexpected.toString()));
        }
    }

    private ApiResponse route(ApiRequest request) throws ApiException, IOException, InterruptedException {
        List<String> path = request.path();
        String resource = path.isEmpty() ? "" : path.getFirst();
        if (resource.equals("event-source-mappings")) {
            return mappings.route(request);
        }
        String call = request.method() + " " + path.size() + (path.size() > 2 ? " " + path.get(2) : "");
        return switch (resource + " " + call) {
            case "functions GET 1" -> functions.list();
            case "functions GET 2" -> functions.get(path.get(1));
            case "functions GET 3 configuration" -> functions.configuration(path.get(1));
            case "functions GET 3 concurrency" -> concurrency.get(path.get(1));
            case "functions PUT 3 concurrency" -> concurrency.put(path.get(1), request);
            case "functions DELETE 3 concurrency" -> concurrency.delete(path.get(1));
            case "functions POST 3 invocations" -> invoke.invoke(path.get(1), request);
            default ->
                throw new ApiException(
                        404,
                        "UnknownOperationException",
                        "not served here: " + request.method() + " /" + String.join("/", path));
        };
    }

    private static ApiResponse error(ApiException refused) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("Type", refused.status() < 500 ? "User" : "Service")
                .put("Message", refused.getMessage())
                .put("message", refused.getMessage());
        if (!refused.reason().isEmpty()) {
            body.put("Reason", refused.reason());
        }
        return new ApiResponse(
                refused.status(),
                Map.of("x-amzn-ErrorType", refused.type()),
                body.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, ApiResponse response) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
        response.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.getRequestBody().readAllBytes(); // what was not read would close the connection
        HttpServers.send(exchange, response.status(), response.body());
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
