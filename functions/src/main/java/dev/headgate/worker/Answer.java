package dev.headgate.worker;

import dev.headgate.adaptive.Allowance;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the gateway said to one call. None of these carries the prompt or the key. */
public sealed interface Answer {
    /**
     * The model's text, the model that gave it, and the tokens that it cost (0 where the gateway does not say).
     *
     * @param left what the gateway's headers say is left of its limits
     */
    record Answered(String content, String model, long tokens, List<Allowance> left) implements Answer {
        public Answered {
            left = List.copyOf(left);
        }

        /** The gateway says nothing of what is left. */
        public Answered(String content, String model, long tokens) {
            this(content, model, tokens, List.of());
        }

        public Answered with(List<Allowance> said) {
            return new Answered(content, model, tokens, said);
        }
    }

    /** A 429: nothing is ill, it was one call too many. The wait is what Retry-After said, if it was there. */
    record Throttled(Optional<Duration> retryAfter) implements Answer {}

    /**
     * A failure that may pass: a 5xx, an overload, a socket error, a time-out, an answer that is not one.
     *
     * @param reason for people and logs
     * @param overloaded whether it was one call too many all the same: a 503, or a 529 of Anthropic's kind
     */
    record Failed(String reason, Optional<Duration> retryAfter, boolean overloaded) implements Answer {
        /** It was not for the number of calls. */
        public Failed(String reason, Optional<Duration> retryAfter) {
            this(reason, retryAfter, false);
        }
    }

    /** A refusal that asking again would only repeat: 400, 401, 403, 404, 422 and their like. */
    record Rejected(String reason) implements Answer {}
}
