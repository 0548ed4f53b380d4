package dev.headgate.circuit;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.Metrics;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.circuitbreaker.internal.CircuitBreakerStateMachine;
import io.github.resilience4j.circuitbreaker.internal.SchedulerFactory;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** Resilience4j's circuit breaker with the settings of one of ours, on a clock that the test owns. */
final class Resilience4j {
    private final Exception failure = new Exception("failed");
    private final Exception ignored = new Exception("ignored");

    private final VirtualScheduler scheduler;
    private final CircuitBreakerStateMachine breaker;

    Resilience4j(CircuitSettings settings, VirtualScheduler scheduler) {
        this.scheduler = scheduler;
        this.breaker = new CircuitBreakerStateMachine(
                settings.name(), config(settings, scheduler::now), new SchedulerFactory(scheduler));
    }

    private CircuitBreakerConfig config(CircuitSettings settings, InstantSource now) {
        Thresholds trips = settings.trips();
        Opening open = settings.open();
        CircuitBreakerConfig.Builder config = CircuitBreakerConfig.custom()
                .clock(now.withZone(ZoneOffset.UTC))
                .failureRateThreshold(trips.failureRate())
                .slowCallRateThreshold(trips.slowRate())
                .slowCallDurationThreshold(trips.slowAfter())
                .waitIntervalFunctionInOpenState(IntervalFunction.ofExponentialBackoff(
                        open.first(), open.growthPercent() / 100.0, open.longest()))
                .automaticTransitionFromOpenToHalfOpenEnabled(open.automatic())
                .permittedNumberOfCallsInHalfOpenState(settings.halfOpen().probes())
                .maxWaitDurationInHalfOpenState(settings.halfOpen().timeout())
                .ignoreException(ignored::equals);
        return switch (settings.window()) {
            case SlidingWindow.OfCalls(int calls) ->
                config.slidingWindow(calls, trips.minimumCalls(), SlidingWindowType.COUNT_BASED)
                        .build();
            case SlidingWindow.OfTime(Duration length, int _) ->
                config.slidingWindow(
                                Math.toIntExact(length.toSeconds()), trips.minimumCalls(), SlidingWindowType.TIME_BASED)
                        .build();
        };
    }

    /** Lets the time pass, with what is due on the way. */
    void passTo(Instant moment) {
        scheduler.passTo(moment);
    }

    boolean admits() {
        return breaker.tryAcquirePermission();
    }

    void ended(Outcome outcome, Duration took) {
        switch (outcome) {
            case SUCCESS -> breaker.onSuccess(took.toNanos(), TimeUnit.NANOSECONDS);
            case FAILURE -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, failure);
            case IGNORED -> breaker.onError(took.toNanos(), TimeUnit.NANOSECONDS, ignored);
            case SLOW, THROTTLED -> throw new IllegalArgumentException("Resilience4j does not know " + outcome);
        }
    }

    void force(Forced to) {
        switch (to) {
            case CLOSED -> breaker.transitionToClosedState();
            case FORCED_OPEN -> breaker.transitionToForcedOpenState();
            case DISABLED -> breaker.transitionToDisabledState();
            case METRICS_ONLY -> breaker.transitionToMetricsOnlyState();
            case OPEN -> throw new IllegalArgumentException("Resilience4j counts attempts on");
        }
    }

    String state() {
        return breaker.getState().name();
    }

    /** Returns what it has counted as of its last outcome. */
    Counts counts() {
        Metrics metrics = breaker.getMetrics();
        int slowWell = metrics.getNumberOfSlowSuccessfulCalls();
        int slowFailed = metrics.getNumberOfSlowFailedCalls();
        return new Counts(
                metrics.getNumberOfSuccessfulCalls() - slowWell,
                metrics.getNumberOfFailedCalls() - slowFailed,
                slowWell,
                slowFailed,
                0);
    }
}
