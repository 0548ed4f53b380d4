package dev.headgate.worker;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Returns how long to wait after a failure: twice as long each time, half of it random ("equal jitter": Marc Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 */
record Backoff(Duration first, Duration longest, RandomGenerator random) {
    private static final int MOST_DOUBLINGS = 20;

    /** Returns the wait after the {@code attempt}th failure, counted from 1. */
    Duration after(int attempt) {
        Duration doubled = first.multipliedBy(1L << Math.clamp(attempt - 1L, 0, MOST_DOUBLINGS));
        long most = (doubled.compareTo(longest) < 0 ? doubled : longest).toNanos();
        return Duration.ofNanos(most / 2 + random.nextLong(most / 2 + 1));
    }
}
