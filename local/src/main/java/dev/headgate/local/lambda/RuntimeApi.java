package dev.headgate.local.lambda;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
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

    /** A runtime may be silent for as long as its function works. */
    private static final SocketConfig PATIENT = SocketConfig.custom()
            .setSoTimeout(Timeout.DISABLED)
            .setTcpNoDelay(true)
            .build();

    private final FunctionDefinition function;
    private final InstantSource clock;
    private final HttpServer server;
    private final SynchronousQueue<Event> events = new SynchronousQueue<>();
    private final CompletableFuture<Outcome> initialised = new CompletableFuture<>();
    private volatile @Nullable Event current;
    private volatile @Nullable Outcome end;
    private volatile boolean closed;

    RuntimeApi(FunctionDefinition function, InstantSource clock) throws IOException {
        this.function = function;
        this.clock = clock;
        this.server = ServerBootstrap.bootstrap()
                .setLocalAddress(InetAddress.getLoopbackAddress())
                .setSocketConfig(PATIENT)
                .setRequestRouter((request, context) -> this::route)
                .create();
        server.start();
    }

    /** Returns {@code host:port}, the value of {@code AWS_LAMBDA_RUNTIME_API}. */
    String address() {
        return "127.0.0.1:" + server.getLocalPort();
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

    private void route(ClassicHttpRequest request, ClassicHttpResponse response, HttpContext context)
            throws IOException {
        String path = request.getPath();
        if (path.equals(ROOT + "invocation/next")) {
            next(response);
            return;
        }
        byte[] body = request.getEntity() == null ? new byte[0] : EntityUtils.toByteArray(request.getEntity());
        Matcher answer = ANSWER.matcher(path);
        if (path.equals(ROOT + "init/error")) {
            initialised.complete(new Outcome.Failed(body));
            accepted(response);
        } else if (answer.matches()) {
            answered(response, answer.group("id"), answer.group("kind").equals("error"), body);
        } else {
            error(response, 404, "NotFound", "no such path: " + path);
        }
    }

    private void next(ClassicHttpResponse response) throws IOException {
        initialised.complete(new Outcome.Answered(new byte[0]));
        Event event = taken();
        response.setHeader("Lambda-Runtime-Aws-Request-Id", event.requestId());
        response.setHeader(
                "Lambda-Runtime-Deadline-Ms",
                event.take(clock.instant(), function.timeout()).toEpochMilli());
        response.setHeader("Lambda-Runtime-Invoked-Function-Arn", Arns.function(function.name()));
        response.setHeader("Lambda-Runtime-Trace-Id", event.traceId());
        answer(response, 200, event.payload());
    }

    private Event taken() throws IOException {
        try {
            while (!closed) {
                Event event = events.poll(1, TimeUnit.SECONDS);
                if (event != null) {
                    return event;
                }
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        throw new IOException("the environment ends");
    }

    private void answered(ClassicHttpResponse response, String requestId, boolean failed, byte[] body) {
        Event event = current;
        if (event == null || !event.requestId().equals(requestId)) {
            error(response, 400, "InvalidRequestID", "Invalid request ID");
        } else if (body.length > MAX_ANSWER) {
            event.outcome().complete(new Outcome.Failed(ErrorPayloads.answerTooLarge()));
            error(response, 413, "RequestEntityTooLarge", "Exceeded maximum allowed payload size");
        } else {
            event.outcome().complete(failed ? new Outcome.Failed(body) : new Outcome.Answered(body));
            accepted(response);
        }
    }

    private static void accepted(ClassicHttpResponse response) {
        answer(response, 202, "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static void error(ClassicHttpResponse response, int status, String type, String message) {
        answer(response, status, ErrorPayloads.of(type, message));
    }

    private static void answer(ClassicHttpResponse response, int status, byte[] body) {
        response.setCode(status);
        response.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    }

    @Override
    public void close() {
        closed = true;
        server.close(CloseMode.IMMEDIATE);
    }
}
