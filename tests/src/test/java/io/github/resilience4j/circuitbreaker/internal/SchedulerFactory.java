package io.github.resilience4j.circuitbreaker.internal;

import java.util.concurrent.ScheduledExecutorService;

/**
 * Stands before Resilience4j's own class of this name, which gives all its circuit breakers one scheduler on the wall
 * clock: with this one, their timers run on the clock of a test. Nothing else of Resilience4j is replaced.
 */
public final class SchedulerFactory {
    private final ScheduledExecutorService scheduler;

    public SchedulerFactory(ScheduledExecutorService scheduler) {
        this.scheduler = scheduler;
    }

    /** What Resilience4j asks for where it is given none; no test does so. */
    @SuppressWarnings("DoNotCallSuggester") // its name and form are Resilience4j's
    public static SchedulerFactory getInstance() {
        throw new UnsupportedOperationException("a test gives its own scheduler");
    }

    public ScheduledExecutorService getScheduler() {
        return scheduler;
    }
}
