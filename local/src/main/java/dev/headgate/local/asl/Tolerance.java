package dev.headgate.local.asl;

import org.jspecify.annotations.Nullable;

/**
 * How many items may fail; without either bound none may.
 *
 * @param percentage of all items, from 0 to 100
 */
record Tolerance(@Nullable Long count, @Nullable Double percentage) {

    boolean exceeded(long failed, long total) {
        if (count == null && percentage == null) {
            return failed > 0;
        }
        boolean byCount = count != null && failed > count;
        return byCount || (percentage != null && failed * 100.0 > percentage * total);
    }

    /** Tells whether the number of all items matters. */
    boolean needsTotal() {
        return percentage != null && percentage > 0 && percentage < 100;
    }

    Tolerance with(@Nullable Long newCount, @Nullable Double newPercentage) {
        return new Tolerance(newCount == null ? count : newCount, newPercentage == null ? percentage : newPercentage);
    }
}
