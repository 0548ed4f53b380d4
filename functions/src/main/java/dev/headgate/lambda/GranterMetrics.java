package dev.headgate.lambda;

import dev.headgate.permit.Decision;
import dev.headgate.permit.PermitRequest;
import java.time.Duration;
import java.time.Instant;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/** What the granter counts, with the dimension {@code Limit}: PermitsGranted, PermitWait, PermitsRefused. */
final class GranterMetrics {
    private GranterMetrics() {}

    static void record(PermitRequest ask, Decision decision, Instant now) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        metrics.addDimension("Limit", ask.limit());
        switch (decision) {
            case Decision.Granted granted -> {
                Duration wait = Duration.between(now, granted.schedule().startAt());
                metrics.addMetric("PermitsGranted", ask.permits(), MetricUnit.COUNT);
                metrics.addMetric("PermitWait", (double) wait.toMillis(), MetricUnit.MILLISECONDS);
            }
            case Decision.Denied denied -> {
                metrics.addMetric("PermitsRefused", ask.permits(), MetricUnit.COUNT);
                metrics.addMetadata("reason", denied.reason().name());
            }
        }
        metrics.flush();
    }
}
