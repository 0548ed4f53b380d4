package dev.headgate.permit;

import dev.headgate.adaptive.RateStore;
import org.jspecify.annotations.Nullable;

/**
 * Where the limits of each type are counted.
 *
 * @param buckets of RATE limits
 * @param quotas of QUOTA limits
 * @param leases of CONCURRENCY limits; absent where nobody holds leases, as in the worker: they are refused by name there
 * @param rates of RATE limits that follow their downstream; absent where none does: the declared rates hold
 */
public record PermitStores(
        PermitStore buckets,
        QuotaStore quotas,
        @Nullable LeaseStore leases,
        @Nullable RateStore rates) {
    /** Without leases. */
    public PermitStores(PermitStore buckets, QuotaStore quotas) {
        this(buckets, quotas, null);
    }

    /** Without rates that follow. */
    public PermitStores(PermitStore buckets, QuotaStore quotas, @Nullable LeaseStore leases) {
        this(buckets, quotas, leases, null);
    }

    public PermitStores with(RateStore followed) {
        return new PermitStores(buckets, quotas, leases, followed);
    }
}
