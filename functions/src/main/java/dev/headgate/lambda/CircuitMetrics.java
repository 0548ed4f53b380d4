package dev.headgate.lambda;

import static software.amazon.lambda.powertools.logging.argument.StructuredArguments.entry;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.Counts;
import dev.headgate.circuit.Report;
import dev.headgate.circuit.Reported;
import dev.headgate.circuit.State;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsFactory;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/**
 * What is counted of circuits, with the dimension {@code Circuit}: ChecksAllowed, ChecksRefused, ProbesTaken,
 * OutcomesSucceeded, OutcomesFailed, OutcomesThrottled, ReportsDropped, CircuitOpened, CircuitHalfOpened, CircuitClosed.
 */
final class CircuitMetrics {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitMetrics.class);

    private CircuitMetrics() {}

    static void record(String circuit, Admission admission) {
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Circuit", circuit);
            switch (admission) {
                case Admission.Allowed allowed -> {
                    count(metrics, "ChecksAllowed", 1);
                    count(metrics, "ProbesTaken", allowed.probe() == null ? 0 : 1);
                }
                case Admission.Refused _ -> count(metrics, "ChecksRefused", 1);
            }
        });
    }

    static void record(Report report, Reported reported) {
        Counts counts = report.counts();
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Circuit", report.circuit());
            switch (reported) {
                case Reported.Recorded _ -> {
                    count(metrics, "OutcomesSucceeded", counts.successes());
                    count(metrics, "OutcomesFailed", counts.failures());
                    count(metrics, "OutcomesThrottled", counts.throttled());
                }
                case Reported.Dropped dropped -> {
                    count(metrics, "ReportsDropped", 1);
                    metrics.addMetadata("reason", dropped.reason().name());
                }
            }
        });
    }

    /** Logs and counts a change of state: called once for each in the whole fleet. */
    static void recordChange(Circuit circuit) {
        String name = circuit.settings().name();
        LOG.warn(
                "Circuit changed",
                entry("circuit", name),
                entry("state", circuit.state().name()),
                entry("generation", circuit.generation()));
        MetricsFactory.getMetricsInstance().flushMetrics(metrics -> {
            metrics.addDimension("Circuit", name);
            count(metrics, metricOf(circuit.state()), 1);
        });
    }

    private static String metricOf(State state) {
        return switch (state) {
            case State.Closed _ -> "CircuitClosed";
            case State.Open _ -> "CircuitOpened";
            case State.HalfOpen _ -> "CircuitHalfOpened";
        };
    }

    private static void count(Metrics metrics, String metric, long number) {
        metrics.addMetric(metric, (double) number, MetricUnit.COUNT);
    }
}
