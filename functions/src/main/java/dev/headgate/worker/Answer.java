package dev.headgate.worker;

import java.time.Duration;
import java.util.Optional;

/** What the gateway said to one call. None of these carries the prompt or the key. */
public sealed interface Answer {
    /** The model's text, the model that gave it, and the tokens that it cost (0 where the gateway does not say). */
    record Answered(String content, String model, long tokens) implements Answer {}

    /** A 429: nothing is ill, it was one call too many. The wait is what Retry-After said, if it was there. */
    record Throttled(Optional<Duration> retryAfter) implements Answer {}

    /**
     * A failure that may pass: a 5xx, an overload, a socket error, a time-out, an answer that is not one.
     *
     * @param reason for people and logs
     */
    record Failed(String reason, Optional<Duration> retryAfter) implements Answer {}

    /** A refusal that asking again would only repeat: 400, 401, 403, 404, 422 and their like. */
    record Rejected(String reason) implements Answer {}
}
