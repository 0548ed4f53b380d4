package dev.headgate.local.lambda;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** An event on its way through one environment; it ends once, whoever is first to say how. */
final class Event {
    private final String requestId;
    private final byte[] payload;
    private final String traceId;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private volatile boolean taken;

    Event(String requestId, byte[] payload, String traceId) {
        this.requestId = requestId;
        this.payload = payload;
        this.traceId = traceId;
    }

    String requestId() {
        return requestId;
    }

    byte[] payload() {
        return payload;
    }

    String traceId() {
        return traceId;
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    /** Notes that the function's process has the event, and returns when its time is over. */
    Instant take(Instant now, Duration timeout) {
        taken = true;
        return now.plus(timeout);
    }

    /** Returns whether the function's process has had the event; until then another environment may run it. */
    boolean taken() {
        return taken;
    }
}
