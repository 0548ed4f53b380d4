package dev.headgate.local.asl;

import org.jspecify.annotations.Nullable;

/**
 * How much a Map Run may do at once, and how much of it may fail.
 *
 * @param maxConcurrency children that may run at once; 0 leaves it to AWS
 */
record MapRunBounds(int maxConcurrency, Tolerance tolerance) {

    /** What AWS runs at once where no limit is set. */
    private static final int MOST = 10_000;

    boolean hasRoom(int running) {
        return running < (maxConcurrency == 0 ? MOST : maxConcurrency);
    }

    long toleratedFailureCount() {
        return tolerance.count() == null ? 0 : tolerance.count();
    }

    double toleratedFailurePercentage() {
        return tolerance.percentage() == null ? 0 : tolerance.percentage();
    }

    /** Returns these bounds with those changed that are given. */
    MapRunBounds with(
            @Nullable Integer newConcurrency, @Nullable Long failureCount, @Nullable Double failurePercentage) {
        return new MapRunBounds(
                newConcurrency == null ? maxConcurrency : newConcurrency,
                tolerance.with(failureCount, failurePercentage));
    }
}
