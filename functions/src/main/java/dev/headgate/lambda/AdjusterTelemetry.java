package dev.headgate.lambda;

import dev.headgate.adjust.Adjustment;
import dev.headgate.adjust.Aim;
import dev.headgate.adjust.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What is told of adjustments: a line for each change and each failure; and metrics with the dimension {@code Limit}, where
 * something is not at the top or has just come there: CeilingPercent, MapConcurrency, QueueConcurrency (0 while paused),
 * ReservedConcurrency, Adjustments, AdjustmentFailures.
 */
final class AdjusterTelemetry {
    private static final Logger LOG = LoggerFactory.getLogger(AdjusterTelemetry.class);

    private AdjusterTelemetry() {}

    static void record(Outcome outcome) {
        switch (outcome) {
            case Outcome.NotAdjusted(String limit) -> LOG.warn("limit {} has no adjuster; nothing is done", limit);
            case Outcome.Unchanged(Adjustment _) -> {}
            case Outcome.Adjusted adjusted -> record(adjusted);
        }
    }

    private static void record(Outcome.Adjusted adjusted) {
        adjusted.changes()
                .forEach(change -> LOG.info(
                        "limit {}: {} from {} to {}, {} {}",
                        change.limit(),
                        change.ladder(),
                        change.from(),
                        change.to(),
                        change.cause(),
                        change.why()));
        adjusted.failures()
                .forEach(failure -> LOG.warn(
                        "limit {}: {} could not be set, the next tick tries again",
                        adjusted.adjustment().limit(),
                        failure.aim().target(),
                        failure.cause()));
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Limit", adjusted.adjustment().limit());
            adjusted.aims().forEach(aim -> record(aim, metrics));
            count(metrics, "Adjustments", adjusted.changes().size(), MetricUnit.COUNT);
            count(metrics, "AdjustmentFailures", adjusted.failures().size(), MetricUnit.COUNT);
        });
    }

    private static void record(Aim aim, Metrics metrics) {
        switch (aim) {
            case Aim.Ceiling ceiling -> {
                count(metrics, "CeilingPercent", ceiling.percent(), MetricUnit.PERCENT);
                if (ceiling.inFlight() != null) {
                    count(metrics, "MapConcurrency", ceiling.inFlight(), MetricUnit.COUNT);
                }
            }
            case Aim.MapRuns _ -> {}
            case Aim.Queue queue -> {
                boolean paused = Boolean.FALSE.equals(queue.enabled());
                count(metrics, "QueueConcurrency", paused ? 0 : queue.maximumConcurrency(), MetricUnit.COUNT);
            }
            case Aim.Reserved reserved -> {
                if (reserved.concurrency() != null) {
                    count(metrics, "ReservedConcurrency", reserved.concurrency(), MetricUnit.COUNT);
                }
            }
        }
    }

    private static void count(Metrics metrics, String metric, int number, MetricUnit unit) {
        metrics.addMetric(metric, number, unit);
    }
}
