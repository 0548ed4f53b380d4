package dev.headgate.permit;

/**
 * One bucket of a limit.
 *
 * @param share what it may grant of the limit: the shares of all shards together are the limit
 */
record Shard(RateLimit share, String bucket) {}
