package dev.headgate.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.Allowance;
import dev.headgate.adaptive.Allowances;
import dev.headgate.gateway.RetryAfter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A response's headers as a REPORT has them: texts, or lists of texts as an HTTP task answers, of which the first counts.
 * Those that say nothing of a limit are left out of account; names count in any case.
 */
record ReportedHeaders(Map<String, String> values) {
    private static final int MOST = 100;
    private static final int LONGEST_NAME = 128;
    private static final int LONGEST_VALUE = 4096;

    /** @throws InvalidRequestException naming the header, its bound and what it was */
    static ReportedHeaders of(Map<String, JsonNode> headers) {
        Bounds.between("headers.length", headers.size(), 0, MOST);
        Map<String, String> values = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, value) -> first(Bounds.text("a header's name", name, LONGEST_NAME), value)
                .ifPresent(text -> values.put(name, text)));
        return new ReportedHeaders(values);
    }

    /** Returns how long the downstream asked to be left alone, if it did. */
    Optional<Duration> retryAfter(Instant now) {
        return Optional.ofNullable(values.get("retry-after")).flatMap(value -> RetryAfter.parse(value, now));
    }

    /** Returns what is left of the downstream's limits. */
    List<Allowance> left(Instant now) {
        return Allowances.read(values, now);
    }

    private static Optional<String> first(String name, JsonNode value) {
        JsonNode one = value.isArray() ? value.path(0) : value;
        if (one.isMissingNode()) {
            return Optional.empty();
        }
        if (!one.isTextual() || one.textValue().length() > LONGEST_VALUE) {
            throw new InvalidRequestException(
                    "headers.%s must be a string of at most %d characters, or a list of them, got: %s"
                            .formatted(
                                    name,
                                    LONGEST_VALUE,
                                    one.isTextual() ? one.textValue().length() : one.getNodeType()));
        }
        return Optional.of(one.textValue());
    }
}
