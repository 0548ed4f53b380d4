package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One ask.
 *
 * @param claims what it wants of which limits, 1 to {@value #MOST_CLAIMS}, none twice
 * @param maxWait how far away the last unit's slot may lie, 0 to 30 days; 0 means all of it now
 * @param paced whether the units are calls of their own, each with its slot; otherwise they are the weight of one call,
 *     which starts when all of them may. An ask of several limits is for one call
 * @param circuit the circuit that must let calls through, if any
 * @param holder who holds the permit, if it is durable
 */
public record PermitRequest(
        List<Claim> claims,
        Duration maxWait,
        boolean paced,
        Priority priority,
        @Nullable String circuit,
        @Nullable Holder holder) {
    public static final Duration LONGEST_WAIT = Duration.ofDays(30);
    public static final int MOST_CLAIMS = 10;

    public PermitRequest {
        claims = List.copyOf(claims);
        Bounds.between("limits", claims.size(), 1, MOST_CLAIMS);
        requireEachOnce(claims);
        Bounds.between("maxWait", maxWait, Duration.ZERO, LONGEST_WAIT);
        if (paced && claims.size() > 1) {
            throw new InvalidRequestException(
                    "paced must be false for an ask of several limits, got: true for " + claims.size());
        }
        if (circuit != null) {
            Bounds.name("circuit", circuit);
        }
    }

    /** Returns an ask of one limit for calls that have their slots one after another, of normal priority. */
    public static PermitRequest of(
            String limit, @Nullable String key, int permits, Duration maxWait, @Nullable String circuit) {
        return new PermitRequest(
                List.of(new Claim(limit, key, permits)), maxWait, true, Priority.NORMAL, circuit, null);
    }

    /** Returns this ask for a caller that has asked the circuit itself. */
    PermitRequest withoutCircuit() {
        return new PermitRequest(claims, maxWait, paced, priority, null, holder);
    }

    private static void requireEachOnce(List<Claim> claims) {
        Set<Claim> seen = new HashSet<>();
        for (Claim claim : claims) {
            if (!seen.add(new Claim(claim.limit(), claim.key(), 1))) {
                throw new InvalidRequestException(
                        "limits must name each limit and key once, got twice: " + claim.limit());
            }
        }
    }
}
