package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.circuit.Forced;
import dev.headgate.circuit.Order;
import dev.headgate.circuit.Outcome;
import dev.headgate.circuit.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to the circuit checker.
 *
 * @param generation what the check answered with
 * @param probe what the check answered with, if it did
 * @param outcome how one call ended, or else its {@code status}; or else the counts of a batch
 * @param status the HTTP status that one call ended with
 * @param durationMillis how long one call took
 * @param retryAfterSeconds what the downstream asked for, if it did
 * @param reportId names the report: another one of this name changes nothing
 * @param repeated whether the caller may have sent it before
 * @param leaseSeconds how long a probe may take, for CHECK and RENEW
 * @param state what FORCE puts the circuit into
 * @param seconds how long a forced OPEN lasts
 * @param by who orders, for FORCE and RESET
 * @param why for FORCE and RESET
 * @param limit for REPORT: the limit whose permit the calls were made under; their outcome counts for it, too
 * @param key the key that the permit was asked for, if the limit is per key
 * @param headers for REPORT with {@code limit}: the response's headers, each a text or a list of texts
 */
record CheckerRequest(
        @Nullable CheckerAction action,
        @Nullable String circuit,
        @Nullable Long generation,
        @Nullable Long probe,
        @Nullable Outcome outcome,
        @Nullable Integer status,
        @Nullable Long durationMillis,
        @Nullable Long successes,
        @Nullable Long failures,
        @Nullable Long slow,
        @Nullable Long slowFailures,
        @Nullable Long throttled,
        @Nullable Long retryAfterSeconds,
        @Nullable String reportId,
        @Nullable Boolean repeated,
        @Nullable Long leaseSeconds,
        @Nullable Forced state,
        @Nullable Long seconds,
        @Nullable String by,
        @Nullable String why,
        @Nullable String limit,
        @Nullable String key,
        @Nullable Map<String, JsonNode> headers) {

    CheckerRequest {
        CheckerAction kind = Bounds.present("action", action);
        Bounds.name("circuit", circuit);
        kind.refuseOthers("generation", generation);
        kind.refuseOthers("probe", probe);
        kind.refuseOthers("outcome", outcome);
        kind.refuseOthers("status", status);
        kind.refuseOthers("durationMillis", durationMillis);
        kind.refuseOthers("successes", successes);
        kind.refuseOthers("failures", failures);
        kind.refuseOthers("slow", slow);
        kind.refuseOthers("slowFailures", slowFailures);
        kind.refuseOthers("throttled", throttled);
        kind.refuseOthers("retryAfterSeconds", retryAfterSeconds);
        kind.refuseOthers("reportId", reportId);
        kind.refuseOthers("repeated", repeated);
        kind.refuseOthers("leaseSeconds", leaseSeconds);
        kind.refuseOthers("state", state);
        kind.refuseOthers("seconds", seconds);
        kind.refuseOthers("by", by);
        kind.refuseOthers("why", why);
        kind.refuseOthers("limit", limit);
        kind.refuseOthers("key", key);
        kind.refuseOthers("headers", headers == null ? null : "a value");
        requireLimit(limit, key != null || headers != null);
        if (repeated != null && reportId == null) {
            throw new InvalidRequestException("reportId must be given with repeated, got: nothing");
        }
        if (seconds != null && state != Forced.OPEN) {
            throw new InvalidRequestException("seconds must be absent for state " + state + ", got: " + seconds);
        }
    }

    private static void requireLimit(@Nullable String limit, boolean needed) {
        if (limit != null) {
            Bounds.name("limit", limit);
        } else if (needed) {
            throw new InvalidRequestException("limit must be given with key or headers, got: nothing");
        }
    }

    CheckerAction kind() {
        return Bounds.present("action", action);
    }

    String name() {
        return Bounds.name("circuit", circuit);
    }

    @Nullable
    Duration lease() {
        return seconds(leaseSeconds);
    }

    /**
     * Returns how the calls of a REPORT ended.
     *
     * @throws InvalidRequestException if that is said in both forms or in neither
     */
    ReportedCalls toCalls() {
        ReportedCalls calls =
                new ReportedCalls(outcome, status, durationMillis, successes, failures, slow, slowFailures, throttled);
        calls.requireOneForm();
        return calls;
    }

    /**
     * Returns what a REPORT says.
     *
     * @throws InvalidRequestException if a value is missing or out of its bounds
     */
    Report toReport(ReportedCalls calls) {
        return new Report(
                name(),
                Bounds.present("generation", generation),
                probe,
                calls.result(),
                seconds(retryAfterSeconds),
                reportId,
                Boolean.TRUE.equals(repeated));
    }

    /**
     * Returns what a FORCE or a RESET orders.
     *
     * @throws InvalidRequestException if a value is missing or out of its bounds
     */
    Order toOrder() {
        Forced to = kind() == CheckerAction.RESET ? Forced.CLOSED : Bounds.present("state", state);
        return new Order(name(), to, seconds(seconds), Bounds.present("by", by), Bounds.present("why", why));
    }

    /**
     * Returns what a REPORT says to the limit that it names.
     *
     * @throws InvalidRequestException if a header is out of its bounds
     */
    CallEnd toCallEnd(ReportedCalls calls, Instant now) {
        ReportedHeaders told = ReportedHeaders.of(headers == null ? Map.of() : headers);
        Duration asked = seconds(retryAfterSeconds);
        return new CallEnd(
                calls.accepted(),
                calls.refused(),
                calls.duration(),
                asked == null ? told.retryAfter(now).orElse(null) : asked,
                told.left(now),
                OptionalDouble.empty());
    }

    private static @Nullable Duration seconds(@Nullable Long seconds) {
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }
}
