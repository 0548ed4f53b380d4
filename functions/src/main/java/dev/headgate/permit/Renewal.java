package dev.headgate.permit;

import java.util.List;

/** What came of an attempt to prolong the leases of a durable permit. */
public sealed interface Renewal {

    /** They last longer. */
    record Renewed(List<Part.Lease> leases) implements Renewal {
        public Renewed {
            leases = List.copyOf(leases);
        }
    }

    /** They do not: whoever works under them must stop. */
    record NotRenewed(Reason reason) implements Renewal {

        /** Why. */
        public enum Reason {
            /** There is no such permit, or it is too long ago to be known, or another took its place. */
            UNKNOWN_PERMIT,
            /** The permit was settled, released or cancelled, perhaps since its execution ended: the lease with it. */
            PERMIT_ENDED,
            /** The lease ended and another holder has the slot, or it was given back. */
            LEASE_LOST
        }
    }
}
