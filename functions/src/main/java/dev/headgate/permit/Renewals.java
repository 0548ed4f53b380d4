package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.permit.Renewal.NotRenewed;
import dev.headgate.permit.Renewal.Renewed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prolongs the leases of durable permits. Thread-safe; shared by all requests of an environment. */
public final class Renewals {
    private final PermitRecords records;
    private final Corrections corrections;

    public Renewals(PermitGranter granter, PermitRecords records) {
        this.records = records;
        this.corrections = granter.corrections();
    }

    /**
     * Moves the ends of the permit's leases to a lease's length after now, and never back.
     *
     * @throws InvalidRequestException if the permit has no lease
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach; the leases last as long as was known
     */
    public Renewal renew(PermitId id, Instant now) {
        Optional<PermitRecord> found =
                records.find(id.holder()).filter(permit -> permit.id().equals(id));
        if (found.isEmpty()) {
            return new NotRenewed(NotRenewed.Reason.UNKNOWN_PERMIT);
        }
        List<Part.Lease> leases = found.get().leases();
        if (leases.isEmpty()) {
            throw new InvalidRequestException("permitId must be of a permit with a CONCURRENCY limit, got: one of "
                    + found.get().claims());
        }
        return found.get().state() == State.ACTIVE
                ? renew(leases, now)
                : new NotRenewed(NotRenewed.Reason.PERMIT_ENDED);
    }

    private Renewal renew(List<Part.Lease> leases, Instant now) {
        List<Part.Lease> renewed = new ArrayList<>();
        for (Part.Lease lease : leases) {
            corrections.renew(lease, now).ifPresent(renewed::add);
        }
        return renewed.size() == leases.size() ? new Renewed(renewed) : new NotRenewed(NotRenewed.Reason.LEASE_LOST);
    }
}
