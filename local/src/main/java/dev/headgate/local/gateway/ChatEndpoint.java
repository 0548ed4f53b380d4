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
    private static final String ITEM_HEADER = "X-Client-Request-Id";

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
        CallGate.Verdict verdict = gate.tryPass();
        byte[] body = exchange.getRequestBody().readAllBytes();
        Reply reply = answer(verdict, at, body, now).limited(options.ratePerSecond(), verdict);
        log.record(new Call(at, reply.status(), exchange.getRequestHeaders().getFirst(ITEM_HEADER)));
        send(exchange, reply);
    }

    private Reply answer(CallGate.Verdict verdict, long at, byte[] body, Instant now) throws InterruptedException {
        if (!verdict.allowed()) {
            return Reply.error(
                    Call.TOO_MANY_REQUESTS,
                    "requests",
                    "rate_limit_exceeded",
                    "Rate limit reached: " + options.ratePerSecond() + " requests a second, burst " + options.burst()
                            + ". Try again in " + GoDuration.of(verdict.retryAfter()) + ".");
        }
        Outage outage = options.outage();
        if (outage != null && outage.covers(at)) {
            return Reply.error(Call.UNAVAILABLE, "server_error", "service_unavailable", "The gateway is out of order");
        }
        return completion(body, now);
    }

    private Reply completion(byte[] body, Instant now) throws InterruptedException {
        long number = numbers.incrementAndGet();
        try {
            ChatRequest request = ChatRequest.parse(body, options.maxContentCharacters());
            think(number);
            return Completion.of(request, lexicon.judge(request.text()), number, now);
        } catch (InvalidChatException e) {
            return Reply.error(
                    400, "invalid_request_error", "invalid_value", String.valueOf(e.getMessage()), e.param());
        }
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
