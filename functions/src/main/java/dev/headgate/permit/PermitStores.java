package dev.headgate.permit;

import org.jspecify.annotations.Nullable;

/**
 * Where the limits of each type are counted.
 *
 * @param buckets of RATE limits
 * @param quotas of QUOTA limits
 * @param leases of CONCURRENCY limits; absent where nobody holds leases, as in the worker: they are refused by name there
 */
public record PermitStores(
        PermitStore buckets, QuotaStore quotas, @Nullable LeaseStore leases) {
    /** Without leases. */
    public PermitStores(PermitStore buckets, QuotaStore quotas) {
        this(buckets, quotas, null);
    }
}
