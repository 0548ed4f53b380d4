package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A durable permit as it is remembered: what was granted, and how it ended.
 *
 * @param granted the first answer, which every repeat of the ask gets
 * @param state ACTIVE until somebody ends it, which happens once
 * @param used what the call really cost, where it was SETTLED with that; limits that are not named cost what was asked
 * @param endedBy the mark of the request that ended it, empty while it is ACTIVE
 * @param charged whether what was used beyond the estimate has been charged since
 */
public record PermitRecord(
        PermitId id, Decision.Granted granted, State state, List<Usage> used, String endedBy, boolean charged) {
    /** How long after the last slot, or the first end of a lease, a repeat is still known: a later one is a new ask. */
    private static final Duration KEPT = Duration.ofDays(2);

    /** How far a permit has come. */
    public enum State {
        /** It may be used. */
        ACTIVE,
        /** It was used, and what that cost is said. Its request is spent: a repeat gets the same answer. */
        SETTLED,
        /** It was used, or its time is over. */
        RELEASED,
        /** It was not used. */
        CANCELLED
    }

    public PermitRecord {
        used = List.copyOf(used);
    }

    static PermitRecord active(PermitId id, Decision.Granted granted) {
        return new PermitRecord(id, granted, State.ACTIVE, List.of(), "", false);
    }

    /** Returns what there is of each limit. */
    List<Part> parts() {
        return granted.taken().stream().map(Taking.Taken::part).toList();
    }

    /** Returns the slots of CONCURRENCY limits that it has. */
    List<Part.Lease> leases() {
        return parts().stream()
                .filter(Part.Lease.class::isInstance)
                .map(Part.Lease.class::cast)
                .toList();
    }

    /** Returns whether this permit found again what the other had, which was given back or released since. */
    boolean hasLeaseOfEnded(PermitRecord other) {
        return other.isGivenUp()
                && leases().stream().anyMatch(lease -> other.leases().stream().anyMatch(lease::isSameAs));
    }

    /** Returns what was asked of which limits. */
    public List<Claim> claims() {
        return parts().stream().map(Part::claim).toList();
    }

    /** Returns until when it is kept. */
    public Instant keptUntil() {
        Instant last = granted.schedule().last();
        return leases().stream()
                .map(Part.Lease::until)
                .reduce(last, (one, other) -> one.isAfter(other) ? one : other)
                .plus(KEPT);
    }

    /** Returns whether the same request is a new ask: it was given back, or is too long ago to be known. */
    boolean over(Instant now) {
        return isGivenUp() || !now.isBefore(keptUntil());
    }

    private boolean isGivenUp() {
        return state == State.RELEASED || state == State.CANCELLED;
    }

    /** Returns how many units the call did not use of what it was granted; negative if it used more. */
    long leftOf(Claim claim) {
        return switch (state) {
            case ACTIVE, RELEASED -> 0;
            case CANCELLED -> claim.permits();
            case SETTLED ->
                used.stream()
                        .filter(usage -> usage.isOf(claim))
                        .findFirst()
                        .map(usage -> (long) claim.permits() - usage.permits())
                        .orElse(0L);
        };
    }

    /** Returns how many units the call used, as far as is known: those it was granted where nobody said. */
    public long usedOf(Claim claim) {
        return claim.permits() - leftOf(claim);
    }

    /** Returns whether more was used than granted, and is still to be charged. */
    boolean owing() {
        return !charged && claims().stream().anyMatch(claim -> leftOf(claim) < 0);
    }
}
