package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.permit.PermitRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to the permit granter.
 *
 * @param action ACQUIRE if absent
 * @param limits exactly one
 * @param maxWaitSeconds 0 if absent: all of it now
 * @param circuit refuses the ask while it lets nothing through
 * @param align answer after the fraction of a second that makes the wait a whole number of seconds
 */
record GranterRequest(
        @Nullable Action action,
        @Nullable List<Limit> limits,
        @Nullable Long maxWaitSeconds,
        @Nullable String circuit,
        @Nullable Boolean align) {

    enum Action {
        ACQUIRE,
        PEEK
    }

    /**
     * One limit of an ask.
     *
     * @param permits 1 if absent
     */
    record Limit(
            @Nullable String limit,
            @Nullable Integer permits,
            @Nullable String key) {
        Limit {
            Bounds.name("limit", limit);
            if (permits != null) {
                Bounds.between("permits", permits, 1, PermitRequest.MOST_PERMITS);
            }
        }
    }

    GranterRequest {
        List<Limit> asked = Bounds.present("limits", limits);
        int count = asked.size();
        if (count != 1) {
            throw new InvalidRequestException("limits must have exactly 1 element, got: " + count);
        }
        Bounds.present("limits[0]", asked.getFirst());
        if (maxWaitSeconds != null) {
            Bounds.between("maxWaitSeconds", maxWaitSeconds, 0, PermitRequest.LONGEST_WAIT.toSeconds());
        }
        limits = List.copyOf(asked);
    }

    boolean peek() {
        return action == Action.PEEK;
    }

    boolean aligned() {
        return Boolean.TRUE.equals(align);
    }

    Limit only() {
        return Bounds.present("limits", limits).getFirst();
    }

    PermitRequest toPermitRequest() {
        Limit only = only();
        return new PermitRequest(
                Bounds.present("limit", only.limit()),
                only.key(),
                only.permits() == null ? 1 : only.permits(),
                Duration.ofSeconds(maxWaitSeconds == null ? 0 : maxWaitSeconds),
                circuit);
    }
}
