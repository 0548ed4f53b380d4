package dev.headgate.permit;

/**
 * Where the limits of each type are counted.
 *
 * @param buckets of RATE limits
 * @param quotas of QUOTA limits
 */
public record PermitStores(PermitStore buckets, QuotaStore quotas) {}
