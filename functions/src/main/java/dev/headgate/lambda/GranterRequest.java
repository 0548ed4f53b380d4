package dev.headgate.lambda;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.permit.Claim;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Priority;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller sends to the permit granter.
 *
 * @param action ACQUIRE if absent
 * @param limits 1 to 10
 * @param maxWaitSeconds 0 if absent: all of it now
 * @param paced whether the units are calls of their own, one after another; otherwise the weight of one call. True if
 *     absent and there is one limit; false for several
 * @param circuit refuses the ask while it lets nothing through
 * @param align answer after the fraction of a second that makes the wait a whole number of seconds
 */
record GranterRequest(
        @Nullable Action action,
        @Nullable List<Limit> limits,
        @Nullable Long maxWaitSeconds,
        @Nullable Boolean paced,
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
                Bounds.between("permits", permits, 1, Claim.MOST_PERMITS);
            }
        }

        Claim toClaim() {
            return new Claim(Bounds.present("limit", limit), key, permits == null ? 1 : permits);
        }
    }

    GranterRequest {
        List<Limit> asked = Bounds.present("limits", limits);
        int count = asked.size();
        if (count < 1 || count > PermitRequest.MOST_CLAIMS) {
            throw new InvalidRequestException(
                    "limits must have 1 to %d elements, got: %d".formatted(PermitRequest.MOST_CLAIMS, count));
        }
        for (int i = 0; i < count; i++) {
            Bounds.present("limits[" + i + "]", asked.get(i));
        }
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

    /** @throws InvalidRequestException if there are several: one limit is looked at at a time */
    Limit only() {
        List<Limit> all = Bounds.present("limits", limits);
        if (all.size() != 1) {
            throw new InvalidRequestException("limits must have exactly 1 element for PEEK, got: " + all.size());
        }
        return all.getFirst();
    }

    PermitRequest toPermitRequest() {
        List<Limit> all = Bounds.present("limits", limits);
        return new PermitRequest(
                all.stream().map(Limit::toClaim).toList(),
                Duration.ofSeconds(maxWaitSeconds == null ? 0 : maxWaitSeconds),
                paced == null ? all.size() == 1 : paced,
                Priority.NORMAL,
                circuit,
                null);
    }
}
