package dev.headgate.permit;

import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.PermitRenewal.NotRenewed;
import dev.headgate.permit.PermitRenewal.Reason;
import dev.headgate.permit.PermitRenewal.Renewed;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/** Prolongs the leases of durable permits. Thread-safe; shared by all requests of an environment. */
public final class PermitRenewals {
    private final PermitRecords records;
    private final Corrections corrections;

    public PermitRenewals(PermitGranter granter, PermitRecords records) {
        this.records = records;
        this.corrections = granter.corrections();
    }

    /**
     * Returns until when the permit's leases are prolonged, each by its limit's length from now. Repeated, they end later.
     *
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach; the same call again finds out
     */
    public PermitRenewal renew(PermitId id, Instant now) {
        PermitRecord permit =
                records.find(id.holder()).filter(one -> one.id().equals(id)).orElse(null);
        if (permit == null) {
            return new NotRenewed(Reason.UNKNOWN_PERMIT);
        }
        if (permit.state() != State.ACTIVE) {
            return new NotRenewed(Reason.ENDED);
        }
        List<Part.Lease> leases = permit.leases();
        return leases.isEmpty() ? new NotRenewed(Reason.NO_LEASE) : renew(leases, now);
    }

    private PermitRenewal renew(List<Part.Lease> leases, Instant now) {
        List<Optional<Part.Lease>> renewed =
                leases.stream().map(lease -> corrections.renew(lease, now)).toList();
        return renewed.stream().allMatch(Optional::isPresent)
                ? new Renewed(renewed.stream()
                        .flatMap(Optional::stream)
                        .map(Part.Lease::until)
                        .reduce(BinaryOperator.minBy(Instant::compareTo))
                        .orElse(now))
                : new NotRenewed(Reason.LEASE_LOST);
    }
}
