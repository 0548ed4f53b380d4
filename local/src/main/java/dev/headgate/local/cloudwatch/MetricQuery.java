package dev.headgate.local.cloudwatch;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One line of an alarm's metrics: a metric's statistic, or a formula over others.
 *
 * @param id by which formulas name it
 * @param returnData whether it is the one that is compared with the threshold
 */
public record MetricQuery(
        String id, Source source, @Nullable String label, boolean returnData) {

    /** Checks the id. @throws IllegalArgumentException if it is not one that a formula could name */
    public MetricQuery {
        if (!id.matches("[a-z]\\w{0,254}")) {
            throw new IllegalArgumentException(
                    "must be a small letter and up to 254 letters, digits and underscores, got: " + id);
        }
    }

    MetricQuery withPeriod(Duration period) {
        Source changed = source instanceof Stat(Metric metric, Duration _, Statistic statistic)
                ? new Stat(metric, period, statistic)
                : source;
        return new MetricQuery(id, changed, label, returnData);
    }

    /** Where the values come from. */
    public sealed interface Source {}

    /** A statistic of a metric. */
    public record Stat(Metric metric, Duration period, Statistic statistic) implements Source {}

    /** A formula. */
    public record Formula(MetricMath math) implements Source {}
}
