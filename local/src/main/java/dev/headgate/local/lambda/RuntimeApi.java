package dev.headgate.local.lambda;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Lambda's Runtime API for one environment, on a port of its own, since the API's paths do not say who asks.
 *
 * @see <a href="https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html">Runtime API</a>
 */
final class RuntimeApi implements AutoCloseable {
    /** The most that a function may answer, in bytes: 6 MB and 100 bytes, as Lambda's own message has it. */
    static final int MAX_ANSWER = 6_291_556;

    private static final String ROOT = "/2018-06-01/runtime/";
    private static final Pattern ANSWER = Pattern.compile(ROOT + "invocation/(?<id>[^/]+)/(?<kind>response|error)");

    private final FunctionDefinition function;
    private final InstantSource clock;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final SynchronousQueue<Event> events = new SynchronousQueue<>();
    private final CompletableFuture<Outcome> initialised = new CompletableFuture<>();
    private volatile @Nullable Event current;
    private volatile @Nullable Outcome end;

    RuntimeApi(FunctionDefinition function, InstantSource clock) throws IOException {
        this.function = function;
        this.clock = clock;
        this.server = HttpServers.create(0);
        server.setExecutor(threads);
        server.createContext(ROOT, this::route);
        server.start();
    }

    /** Returns {@code host:port}, the value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Completes with an empty answer when the runtime first asks for an event, or with the failure it reports. */
    CompletableFuture<Outcome> initialised() {
        return initialised;
    }

    /** Hands an event to the process as soon as it asks; returns without waiting for the end. */
    void offer(Event event) throws InterruptedException {
        current = event;
        Outcome ended = end;
        if (ended != null) {
            event.outcome().complete(ended);
        }
        while (!event.outcome().isDone()) {
            if (events.offer(event, 10, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    /** Notes that the process is gone, with whatever it was doing. */
    void end(Outcome ended) {
        end = ended;
        initialised.complete(ended);
        Event event = current;
        if (event != null) {
            event.outcome().complete(ended);
        }
    }

    private void route(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (path.equals(ROOT + "invocation/next")) {
                next(exchange);
                return;
            }
            byte[] body = exchange.getRequestBody().readAllBytes();
            Matcher answer = ANSWER.matcher(path);
            if (path.equals(ROOT + "init/error")) {
                initialised.complete(new Outcome.Failed(body));
                accepted(exchange);
            } else if (answer.matches()) {
                answered(exchange, answer.group("id"), answer.group("kind").equals("error"), body);
            } else {
                error(exchange, 404, "NotFound", "no such path: " + path);
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    private void next(HttpExchange exchange) throws IOException, InterruptedException {
        initialised.complete(new Outcome.Answered(new byte[0]));
        Event event = events.take();
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        headers.set("Lambda-Runtime-Aws-Request-Id", event.requestId());
        headers.set(
                "Lambda-Runtime-Deadline-Ms",
                Long.toString(event.take(clock.instant(), function.timeout()).toEpochMilli()));
        headers.set("Lambda-Runtime-Invoked-Function-Arn", Arns.function(function.name()));
        headers.set("Lambda-Runtime-Trace-Id", event.traceId());
        HttpServers.send(exchange, 200, event.payload());
    }

    private void answered(HttpExchange exchange, String requestId, boolean failed, byte[] body) throws IOException {
        Event event = current;
        if (event == null || !event.requestId().equals(requestId)) {
            error(exchange, 400, "InvalidRequestID", "Invalid request ID");
        } else if (body.length > MAX_ANSWER) {
            event.outcome().complete(new Outcome.Failed(ErrorPayloads.answerTooLarge()));
            error(exchange, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
        } else {
            event.outcome().complete(failed ? new Outcome.Failed(body) : new Outcome.Answered(body));
            accepted(exchange);
        }
    }

    private static void accepted(HttpExchange exchange) throws IOException {
        HttpServers.send(exchange, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void error(HttpExchange exchange, int status, String type, String message) throws IOException {
        HttpServers.send(exchange, status, ErrorPayloads.of(type, message));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
