package dev.headgate.lambda;

import dev.headgate.InvalidRequestException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a caller wants of the permit granter. */
enum GranterAction {
    ACQUIRE,
    PEEK,
    SETTLE,
    CANCEL,
    RELEASE,
    RENEW,
    PAUSE,
    RESUME;

    private static final Set<String> OF_AN_ASK = Set.of(
            "limits",
            "maxWaitSeconds",
            "paced",
            "priority",
            "circuit",
            "check",
            "probeLeaseSeconds",
            "align",
            "requestId",
            "owner");

    /** @throws InvalidRequestException if a field has a value that belongs to another action */
    void refuseOthers(String field, @Nullable Object value) {
        if (value != null && !takes(field)) {
            throw new InvalidRequestException("%s must be absent for %s, got: a value".formatted(field, this));
        }
    }

    private boolean takes(String field) {
        return switch (this) {
            case ACQUIRE -> OF_AN_ASK.contains(field);
            case PEEK, RESUME -> field.equals("limits");
            case PAUSE -> Set.of("limits", "until", "pauseSeconds").contains(field);
            case SETTLE -> Set.of("permitId", "used").contains(field);
            case CANCEL, RELEASE, RENEW -> field.equals("permitId");
        };
    }
}
