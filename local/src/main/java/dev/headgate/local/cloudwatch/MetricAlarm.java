package dev.headgate.local.cloudwatch;

import dev.headgate.local.cloudwatch.MetricQuery.Formula;
import dev.headgate.local.cloudwatch.MetricQuery.Stat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An alarm on a metric, or on a formula over metrics.
 *
 * @param queries one of them returns data
 * @param evaluationPeriods how many periods are looked at, N
 * @param datapointsToAlarm how many of them must breach, M
 */
public record MetricAlarm(
        Identity identity,
        Actions actions,
        List<MetricQuery> queries,
        Comparison comparison,
        double threshold,
        int evaluationPeriods,
        int datapointsToAlarm,
        MissingData missingData)
        implements Alarm {

    private static final int MOST_PERIODS = 1_000;

    /** Checks what it is made of. @throws IllegalArgumentException naming the field, its bound and the value */
    public MetricAlarm {
        queries = List.copyOf(queries);
        between("EvaluationPeriods", evaluationPeriods, MOST_PERIODS);
        between("DatapointsToAlarm", datapointsToAlarm, evaluationPeriods);
        if (queries.stream().filter(MetricQuery::returnData).count() != 1) {
            throw new IllegalArgumentException("Metrics must have exactly one with ReturnData true");
        }
        requireKnownIds(queries);
        long periods = stats(queries).stream().map(Stat::period).distinct().count();
        if (periods != 1) {
            throw new IllegalArgumentException("Metrics must all have one Period, got " + periods);
        }
    }

    private static void between(String field, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(field + " must be between 1 and " + most + ", got: " + value);
        }
    }

    /** Takes away what can be worked out until nothing is left: what stays names something unknown, or itself. */
    private static void requireKnownIds(List<MetricQuery> queries) {
        Set<String> known = new HashSet<>();
        List<MetricQuery> left = new ArrayList<>(queries);
        while (left.removeIf(query -> known.containsAll(needs(query)) && known.add(query.id()))) {
            // Those that name only these come next.
        }
        for (MetricQuery query : left) {
            String problem = known.contains(query.id()) ? "stands twice" : "names what is not there, or itself";
            throw new IllegalArgumentException("the Id " + query.id() + " " + problem);
        }
    }

    private static Set<String> needs(MetricQuery query) {
        return query.source() instanceof Formula(MetricMath math) ? math.ids() : Set.of();
    }

    private static List<Stat> stats(List<MetricQuery> queries) {
        return queries.stream()
                .map(MetricQuery::source)
                .filter(Stat.class::isInstance)
                .map(Stat.class::cast)
                .toList();
    }

    /** The metrics that it reads. */
    public List<Stat> stats() {
        return stats(queries);
    }

    /** The length of a data point. */
    public Duration period() {
        return stats().getFirst().period();
    }

    /** This alarm with data points no longer than that. */
    MetricAlarm withPeriodAtMost(Duration most) {
        return period().compareTo(most) <= 0
                ? this
                : new MetricAlarm(
                        identity,
                        actions,
                        queries.stream().map(query -> query.withPeriod(most)).toList(),
                        comparison,
                        threshold,
                        evaluationPeriods,
                        datapointsToAlarm,
                        missingData);
    }
}
