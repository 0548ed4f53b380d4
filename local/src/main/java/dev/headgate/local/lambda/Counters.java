package dev.headgate.local.lambda;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/** Counts what one function does. */
final class Counters {
    private final LongAdder invocations = new LongAdder();
    private final LongAdder coldStarts = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder throttles = new LongAdder();
    private final LongAdder nanos = new LongAdder();

    void started() {
        coldStarts.increment();
    }

    void throttled() {
        throttles.increment();
    }

    void ended(Attempt attempt) {
        invocations.increment();
        nanos.add(attempt.duration().toNanos());
        if (attempt.error()) {
            errors.increment();
        }
    }

    FunctionCounts snapshot() {
        return new FunctionCounts(
                invocations.sum(), coldStarts.sum(), errors.sum(), throttles.sum(), Duration.ofNanos(nanos.sum()));
    }
}
