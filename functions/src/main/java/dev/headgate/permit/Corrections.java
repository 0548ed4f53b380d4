package dev.headgate.permit;

import dev.headgate.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What corrects permits after they were granted: less was used than asked, or more, or nothing. */
record Corrections(LimitStore limits, Turnstiles turnstiles) {

    /** Gives back a part that was never told to anybody. If the store is gone, the part is wasted. */
    void giveBack(Part part) {
        try {
            turnstiles.giveBack(part);
        } catch (StoreUnavailableException wasted) {
            // Safe: at worst a slot stays unused.
        }
    }

    /**
     * Returns how many units of the permit's limits could be given to others, of those that it did not use. Done once in
     * a permit's life, by who ended it: what fails is not tried again, since a lost answer may hide a refund.
     */
    long refund(PermitRecord permit, Instant now) {
        long refunded = 0;
        for (Part part : permit.parts()) {
            long left = permit.leftOf(part.claim());
            refunded += left > 0 && tryRefund(part, left, now) ? left : 0;
        }
        return refunded;
    }

    /** Charges what was used beyond the estimate. Done again after a failure: at worst it is charged twice. */
    void charge(PermitRecord permit) {
        for (Part part : permit.parts()) {
            long left = permit.leftOf(part.claim());
            if (left < 0) {
                turnstiles.charge(part, -left);
            }
        }
    }

    /** Returns the lease with its end a lease's length after now, or later; empty if it is lost. */
    Optional<Part.Lease> renew(Part.Lease lease, Instant now) {
        Duration length = limits.find(lease.claim().limit(), now)
                .map(limit -> limit instanceof ConcurrencyLimit slots ? slots.lease() : Duration.ZERO)
                .orElse(Duration.ZERO);
        return turnstiles.renew(lease, length, now);
    }

    /**
     * Returns whether the permit has a lease that is lost. What the same request holds {@code now}, by an ask that just
     * found it, need not be asked about.
     */
    boolean lost(PermitRecord permit, List<Part.Lease> held, Instant now) {
        return permit.leases().stream()
                .filter(lease -> held.stream().noneMatch(lease::isSameAs))
                .anyMatch(lease -> renew(lease, now).isEmpty());
    }

    /** Ends what the permit holds while its call lasts. */
    void release(PermitRecord permit) {
        permit.parts().forEach(turnstiles::release);
    }

    private boolean tryRefund(Part part, long units, Instant now) {
        try {
            return limits.find(part.claim().limit(), now)
                    .map(limit -> turnstiles.tryRefund(
                            turnstiles.inForce().of(limit, part.claim().key(), now), part, units, now))
                    .orElse(false);
        } catch (StoreUnavailableException wasted) {
            return false;
        }
    }
}
