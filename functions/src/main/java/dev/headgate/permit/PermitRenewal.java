package dev.headgate.permit;

import java.time.Instant;

/** What came of an attempt to prolong the leases of a durable permit. */
public sealed interface PermitRenewal {

    /**
     * All of them are prolonged.
     *
     * @param until the first of their ends
     */
    record Renewed(Instant until) implements PermitRenewal {}

    /** The permit must not be used any more. */
    record NotRenewed(Reason reason) implements PermitRenewal {}

    /** Why. */
    enum Reason {
        /** There is no such permit, or another took its place. */
        UNKNOWN_PERMIT,
        /** It has ended. */
        ENDED,
        /** It has no lease: none of its limits is of the type CONCURRENCY. */
        NO_LEASE,
        /** A lease ended before, and the slot may be another's. */
        LEASE_LOST
    }
}
