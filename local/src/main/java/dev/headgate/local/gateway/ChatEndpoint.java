package dev.headgate.local.gateway;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.headgate.local.gateway.ChatRequest.InvalidChatException;
import io.github.bucket4j.TimeMeter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Answers {@code POST /v1/chat/completions}: key, limit, outage, request, and then the sentiment, in that order. */
final class ChatEndpoint implements HttpHandler {
    private static final String OUT = "The gateway is out of order";

    private final GatewayOptions options;
    private final CallGate gate;
    private final CallLog log;
    private final Lexicon lexicon;
    private final InstantSource clock;
    private final AtomicLong numbers = new AtomicLong();

    ChatEndpoint(GatewayOptions options, CallLog log, Lexicon lexicon, InstantSource clock) {
        this.options = options;
        this.gate = new CallGate(options.ratePerSecond(), options.burst(), TimeMeter.SYSTEM_NANOTIME);
        this.log = log;
        this.lexicon = lexicon;
        this.clock = clock;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("POST")) {
                send(exchange, Reply.error(405, "invalid_request_error", "method_not_allowed", "use POST"));
            } else if (!keyShown(exchange)) {
                send(exchange, Reply.error(401, "invalid_request_error", "invalid_api_key", "incorrect API key"));
            } else {
                call(exchange);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void call(HttpExchange exchange) throws IOException, InterruptedException {
        Instant now = clock.instant();
        long at = log.arrive(System.nanoTime(), now);
        CallGate.Verdict verdict = tryPass(at);
        byte[] body = exchange.getRequestBody().readAllBytes();
        Outage outage = options.outage();
        if (!verdict.allowed()) {
            finish(exchange, at, null, limited(verdict), verdict);
        } else if (outage != null && outage.covers(at)) {
            finish(
                    exchange,
                    at,
                    null,
                    Reply.error(Call.UNAVAILABLE, "server_error", "service_unavailable", OUT),
                    verdict);
        } else {
            complete(exchange, at, body, now, verdict);
        }
    }

    private CallGate.Verdict tryPass(long at) {
        HiddenRate hidden = options.hidden();
        if (hidden != null) {
            HiddenRate.Step step = hidden.at(at);
            gate.change(
                    step.ratePerSecond(),
                    options.burst(step.ratePerSecond()),
                    step.from().toNanos());
        }
        return gate.tryPass();
    }

    private Reply limited(CallGate.Verdict verdict) {
        if (options.hidden() != null) {
            return Reply.error(Call.TOO_MANY_REQUESTS, "requests", "rate_limit_exceeded", "Rate limit reached.");
        }
        String message = "Rate limit reached: %d requests a second, burst %d. Try again in %s."
                .formatted(options.ratePerSecond(), options.burst(), GoDuration.of(verdict.retryAfter()));
        return Reply.error(Call.TOO_MANY_REQUESTS, "requests", "rate_limit_exceeded", message);
    }

    private void complete(HttpExchange exchange, long at, byte[] body, Instant now, CallGate.Verdict verdict)
            throws IOException, InterruptedException {
        long number = numbers.incrementAndGet();
        try {
            ChatRequest request = ChatRequest.parse(body, options.maxContentCharacters());
            think(number);
            Reply reply = Completion.of(request, lexicon.judge(request.text()), number, now);
            finish(exchange, at, request.text(), reply, verdict);
        } catch (InvalidChatException e) {
            finish(exchange, at, null, Reply.invalid(e), verdict);
        }
    }

    /** Notes the call before its answer is sent: a caller that has the answer finds the call in the log. */
    private void finish(HttpExchange exchange, long at, @Nullable String prompt, Reply reply, CallGate.Verdict verdict)
            throws IOException {
        log.record(new Call(at, reply.status(), prompt));
        send(exchange, options.hidden() == null ? reply.limited(options.ratePerSecond(), verdict) : reply);
    }

    /** Waits as long as the model would take; the jitter depends on the seed and the call's number alone. */
    private void think(long number) throws InterruptedException {
        long extra = new SplittableRandom(options.seed() + number)
                .nextLong(options.jitter().toNanos() + 1);
        TimeUnit.NANOSECONDS.sleep(options.latency().toNanos() + extra);
    }

    private boolean keyShown(HttpExchange exchange) {
        @Nullable String shown = exchange.getRequestHeaders().getFirst("Authorization");
        byte[] expected = ("Bearer " + options.apiKey()).getBytes(StandardCharsets.UTF_8);
        return shown != null && MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        exchange.getRequestBody().readAllBytes();
        byte[] bytes = reply.body().toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json; charset=utf-8");
        exchange.getResponseHeaders().set("X-Headgate-Stand-In", Reply.BANNER);
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(reply.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
