package dev.headgate.local.demo;

/**
 * What a run used of the services that AWS bills.
 *
 * @param transitions state transitions, retries included
 * @param reads requests to DynamoDB that only read
 * @param writes all other requests to DynamoDB
 * @param invocations of functions
 * @param coldStarts environments that were started
 * @param gigabyteSeconds memory times duration of the invocations
 */
record Usage(long transitions, long reads, long writes, long invocations, long coldStarts, double gigabyteSeconds) {
    /** Returns what was used since an earlier moment. */
    Usage since(Usage earlier) {
        return new Usage(
                transitions - earlier.transitions,
                reads - earlier.reads,
                writes - earlier.writes,
                invocations - earlier.invocations,
                coldStarts - earlier.coldStarts,
                gigabyteSeconds - earlier.gigabyteSeconds);
    }

    /** Returns this usage with the cold starts of another: a warm-up's calls do not count, its environments do. */
    Usage withColdStartsOf(Usage other) {
        return new Usage(transitions, reads, writes, invocations, other.coldStarts, gigabyteSeconds);
    }

    long dynamodbRequests() {
        return reads + writes;
    }
}
