package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller wants of the circuit checker. */
enum CheckerAction {
    CHECK,
    REPORT,
    RENEW,
    FORCE,
    RESET;

    private static final Set<String> REPORTED = Set.of(
            "generation",
            "probe",
            "outcome",
            "status",
            "durationMillis",
            "successes",
            "failures",
            "slow",
            "slowFailures",
            "throttled",
            "retryAfterSeconds",
            "reportId",
            "repeated",
            "limit",
            "key",
            "headers");

    /** @throws InvalidRequestException if a field has a value that belongs to another action */
    void refuseOthers(String field, @Nullable Object value) {
        if (value != null && !takes(field)) {
            throw new InvalidRequestException("%s must be absent for %s, got: %s".formatted(field, this, value));
        }
    }

    private boolean takes(String field) {
        return switch (this) {
            case CHECK -> field.equals("leaseSeconds");
            case REPORT -> REPORTED.contains(field);
            case RENEW -> Set.of("generation", "probe", "leaseSeconds").contains(field);
            case FORCE -> Set.of("state", "seconds", "by", "why").contains(field);
            case RESET -> Set.of("by", "why").contains(field);
        };
    }
}
