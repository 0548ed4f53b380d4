package dev.headgate.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.headgate.adaptive.Counters;
import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.RateListener;
import dev.headgate.adaptive.RateState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What is counted of calls and of the rates that follow them, with the dimension {@code Limit}: CallsAccepted, CallsRefused,
 * AllowedRate (permits a second; once for each change in the whole fleet), RatePaused, FeedbackLost. Thread-safe.
 *
 * <p>Calls are summed up and printed once in a while, since a worker makes many of them in one request.
 */
final class RateTelemetry implements RateListener {
    private static final Logger LOG = LoggerFactory.getLogger(RateTelemetry.class);

    private final InstantSource clock;
    private final Duration pace;
    private final Map<String, Calls> sums = new HashMap<>();
    private Instant printedAt = Instant.EPOCH;

    private record Calls(long accepted, long refused) {
        Calls plus(Calls other) {
            return new Calls(accepted + other.accepted, refused + other.refused);
        }
    }

    /** @param pace how long calls are summed up before they are printed */
    RateTelemetry(InstantSource clock, Duration pace) {
        this.clock = clock;
        this.pace = pace;
    }

    @Override
    public void heard(String limit, long accepted, long refused) {
        if (add(limit, new Calls(accepted, refused))) {
            emit();
        }
    }

    @Override
    public void moved(Followed limit, RateState state) {
        LOG.debug(
                "Rate moved",
                entry("limit", limit.limit()),
                entry("rate", state.rate()),
                entry("phase", state.phase().name()));
        emit(limit.limit(), metrics -> metrics.addMetric("AllowedRate", state.rate(), MetricUnit.COUNT_SECOND));
    }

    @Override
    public void paused(String limit, Duration duration) {
        LOG.info("Limit paused", entry("limit", limit), entry("millis", duration.toMillis()));
        emit(limit, metrics -> metrics.addMetric("RatePaused", 1, MetricUnit.COUNT));
    }

    @Override
    public void lost(Followed limit, Counters counters) {
        if (counters.calls() > 0) {
            LOG.info("Outcomes may not count", entry("limit", limit.limit()), entry("calls", counters.calls()));
            emit(
                    limit.limit(),
                    metrics -> metrics.addMetric("FeedbackLost", (double) counters.calls(), MetricUnit.COUNT));
        }
    }

    /** Prints the sums of calls. */
    void emit() {
        taken().forEach((limit, calls) -> emit(limit, metrics -> {
            metrics.addMetric("CallsAccepted", (double) calls.accepted(), MetricUnit.COUNT);
            metrics.addMetric("CallsRefused", (double) calls.refused(), MetricUnit.COUNT);
        }));
    }

    private synchronized boolean add(String limit, Calls calls) {
        sums.merge(limit, calls, Calls::plus);
        Instant now = clock.instant();
        if (Duration.between(printedAt, now).abs().compareTo(pace) < 0) {
            return false;
        }
        printedAt = now;
        return true;
    }

    private synchronized Map<String, Calls> taken() {
        Map<String, Calls> taken = Map.copyOf(sums);
        sums.clear();
        return taken;
    }

    private static void emit(String limit, Consumer<Metrics> counts) {
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Limit", limit);
            counts.accept(metrics);
        });
    }
}
