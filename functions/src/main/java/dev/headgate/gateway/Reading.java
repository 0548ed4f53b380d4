package dev.headgate.gateway;

import dev.headgate.adaptive.Allowances;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.worker.Answer;
import dev.headgate.worker.Answer.Failed;
import dev.headgate.worker.Answer.Rejected;
import dev.headgate.worker.Answer.Throttled;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What a response means. 503, and 529 of Anthropic's kind, are an overload, which passes as other 5xx do. */
record Reading(int status, Map<String, String> headers, String body) {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_EARLY = 425;

    /** Returns the answer; dates in headers count from {@code now}. */
    Answer answer(String askedModel, Instant now) {
        if (status >= 200 && status < 300) {
            return Completion.answer(body, askedModel)
                    .<Answer>map(answered -> answered.with(Allowances.read(headers, now)))
                    .orElseGet(() -> new Failed("HTTP " + status + " without a chat completion", Optional.empty()));
        }
        if (status == TOO_MANY_REQUESTS) {
            return new Throttled(wait(now));
        }
        return isTransient() ? new Failed(reason(), wait(now), CallEnd.isRefusal(status)) : new Rejected(reason());
    }

    private boolean isTransient() {
        return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_EARLY;
    }

    private Optional<Duration> wait(Instant now) {
        return Optional.ofNullable(headers.get("retry-after")).flatMap(value -> RetryAfter.parse(value, now));
    }

    private String reason() {
        return "HTTP " + status
                + Completion.errorCode(body).map(code -> " (" + code + ")").orElse("");
    }
}
