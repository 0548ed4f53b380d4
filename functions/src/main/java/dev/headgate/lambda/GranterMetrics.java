package dev.headgate.lambda;

import dev.headgate.permit.Claim;
import dev.headgate.permit.Decision;
import dev.headgate.permit.Part;
import dev.headgate.permit.PermitEnd;
import dev.headgate.permit.PermitRecord;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.Reason;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What the granter counts, with the dimension {@code Limit}: PermitsGranted, PermitWait, PermitsNearLimit,
 * PermitsUncounted, PermitsRefused, and StoreUnavailable for each ask that the store did not answer. An ask of several limits is a line for each that granted, or one for the refusal; an
 * answer that was given before is none. Of durable permits that ended, also PermitsSettled, PermitsCancelled,
 * PermitsReleased (units granted) and PermitsUsed (units really used).
 */
final class GranterMetrics {
    private GranterMetrics() {}

    static void record(PermitRequest ask, Decision decision, Instant now) {
        switch (decision) {
            case Decision.Granted granted
            when granted.durable() != null && granted.durable().again() -> {}
            case Decision.Granted granted -> {
                Duration wait = Duration.between(now, granted.schedule().startAt());
                granted.taken().forEach(taken -> granted(taken, wait));
            }
            case Decision.Denied denied -> refused(ask.claims().getFirst(), denied);
        }
    }

    static void record(PermitEnd end) {
        if (end instanceof PermitEnd.Done done && !done.again()) {
            PermitRecord permit = done.permit();
            permit.claims().forEach(claim -> ended(permit, claim));
        }
    }

    private static void ended(PermitRecord permit, Claim claim) {
        Metrics metrics = of(claim.limit());
        metrics.addMetric(metricOf(permit.state()), claim.permits(), MetricUnit.COUNT);
        metrics.addMetric("PermitsUsed", (double) permit.usedOf(claim), MetricUnit.COUNT);
        metrics.flush();
    }

    private static String metricOf(PermitRecord.State state) {
        return switch (state) {
            case ACTIVE -> "PermitsGranted";
            case SETTLED -> "PermitsSettled";
            case RELEASED -> "PermitsReleased";
            case CANCELLED -> "PermitsCancelled";
        };
    }

    private static void granted(Taken taken, Duration wait) {
        Claim claim = taken.part().claim();
        Metrics metrics = of(claim.limit());
        boolean counted = !(taken.part() instanceof Part.Uncounted);
        metrics.addMetric(counted ? "PermitsGranted" : "PermitsUncounted", claim.permits(), MetricUnit.COUNT);
        metrics.addMetric("PermitWait", (double) wait.toMillis(), MetricUnit.MILLISECONDS);
        if (taken.part() instanceof Part.Uncounted uncounted) {
            countOutage(uncounted.reason(), metrics);
        }
        if (taken.standing().near()) {
            metrics.addMetric("PermitsNearLimit", claim.permits(), MetricUnit.COUNT);
        }
        metrics.flush();
    }

    private static void refused(Claim first, Decision.Denied denied) {
        Metrics metrics = of(denied.reason() == Reason.CIRCUIT_OPEN ? first.limit() : denied.by());
        metrics.addMetric("PermitsRefused", first.permits(), MetricUnit.COUNT);
        countOutage(denied.reason(), metrics);
        metrics.addMetadata("reason", denied.reason().name());
        metrics.flush();
    }

    private static void countOutage(Reason reason, Metrics metrics) {
        if (reason == Reason.STORE_UNAVAILABLE) {
            metrics.addMetric("StoreUnavailable", 1, MetricUnit.COUNT);
        }
    }

    private static Metrics of(String limit) {
        Metrics metrics = MetricsFactory.getMetricsInstance();
        metrics.addDimension("Limit", limit);
        return metrics;
    }
}
