package dev.headgate.lambda;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Reported;
import dev.headgate.circuit.State;
import java.util.function.Consumer;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What is counted of circuits, with the dimension {@code Circuit}: ChecksAllowed, ChecksRefused, ChecksWithoutStore,
 * ProbesTaken, OutcomesSucceeded, OutcomesFailed, OutcomesSlow, OutcomesThrottled, ReportsStale, ReportsExpired,
 * ReportsDuplicate, ReportsDisabled, OutcomesLost, CircuitOpened, CircuitHalfOpened, CircuitClosed, CircuitForced.
 */
final class CircuitMetrics {
    private CircuitMetrics() {}

    static void record(String circuit, Admission admission) {
        emit(circuit, metrics -> {
            switch (admission) {
                case Admission.Allowed allowed -> {
                    count(metrics, "ChecksAllowed", 1);
                    count(metrics, "ProbesTaken", allowed.probe() == null ? 0 : 1);
                    count(metrics, "ChecksWithoutStore", allowed.blind() ? 1 : 0);
                }
                case Admission.Refused refused -> {
                    count(metrics, "ChecksRefused", 1);
                    count(metrics, "ChecksWithoutStore", refused.why() == Admission.Why.STORE_UNAVAILABLE ? 1 : 0);
                }
            }
        });
    }

    static void record(Report report, Reported reported) {
        emit(report.circuit(), metrics -> {
            switch (reported) {
                case Reported.Recorded recorded -> record(metrics, recorded.counted());
                case Reported.Dropped dropped -> count(metrics, metricOf(dropped.reason()), 1);
            }
        });
    }

    /** Counts a change of state: called once for each in the whole fleet. */
    static void recordChange(String circuit, State state) {
        emit(circuit, metrics -> count(metrics, metricOf(state), 1));
    }

    static void recordLost(String circuit, Counts lost) {
        emit(circuit, metrics -> count(metrics, "OutcomesLost", lost.calls()));
    }

    private static void emit(String circuit, Consumer<Metrics> counts) {
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Circuit", circuit);
            counts.accept(metrics);
        });
    }

    private static void record(Metrics metrics, Counts counts) {
        count(metrics, "OutcomesSucceeded", counts.successes() + counts.slow());
        count(metrics, "OutcomesFailed", counts.allFailures());
        count(metrics, "OutcomesSlow", counts.allSlow());
        count(metrics, "OutcomesThrottled", counts.throttled());
    }

    private static String metricOf(Reported.Reason reason) {
        return switch (reason) {
            case STALE_GENERATION -> "ReportsStale";
            case EXPIRED_PROBE -> "ReportsExpired";
            case DUPLICATE -> "ReportsDuplicate";
            case DISABLED -> "ReportsDisabled";
        };
    }

    private static String metricOf(State state) {
        return switch (state) {
            case State.Closed _ -> "CircuitClosed";
            case State.Open _ -> "CircuitOpened";
            case State.HalfOpen _ -> "CircuitHalfOpened";
            case State.ForcedOpen _, State.Disabled _, State.MetricsOnly _ -> "CircuitForced";
        };
    }

    private static void count(Metrics metrics, String metric, long number) {
        metrics.addMetric(metric, (double) number, MetricUnit.COUNT);
    }
}
