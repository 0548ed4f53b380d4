package dev.headgate.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.headgate.local.cloudwatch.Metric;
import dev.headgate.local.cloudwatch.MetricMath;
import dev.headgate.local.cloudwatch.MetricQuery;
import dev.headgate.local.cloudwatch.ServiceMetrics;
import dev.headgate.local.cloudwatch.Statistic;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what an alarm looks at: one metric, or a list of metrics and formulas. */
final class AlarmMetrics {

    private static final Set<String> SINGLE =
            Set.of("Dimensions", "ExtendedStatistic", "MetricName", "Namespace", "Period", "Statistic");
    private static final Set<Integer> SHORT_PERIODS = Set.of(1, 5, 10, 20, 30);
    private static final int MINUTE = 60;

    /** The id of the only metric, which nobody sees. */
    private static final String ONLY = "m1";

    private final Fields alarm;

    AlarmMetrics(Fields alarm) {
        this.alarm = alarm;
    }

    List<MetricQuery> read() {
        if (!alarm.has("Metrics")) {
            String statistic = alarm.has("ExtendedStatistic") ? "ExtendedStatistic" : "Statistic";
            return List.of(new MetricQuery(ONLY, stat(alarm, alarm, statistic), null, true));
        }
        SINGLE.stream().filter(alarm::has).sorted().findFirst().ifPresent(field -> {
            throw new TemplateException(alarm.path() + "." + field, "must not stand beside Metrics");
        });
        return alarm.list("Metrics", AlarmMetrics::query);
    }

    private static MetricQuery query(JsonNode query, String path) {
        Fields fields =
                new Fields(query, path).only(Set.of("Expression", "Id", "Label", "MetricStat", "ReturnData"), Set.of());
        MetricQuery.Source source = fields.has("Expression") ? formula(fields) : stat(fields.fields("MetricStat"));
        try {
            return new MetricQuery(
                    fields.requireText("Id"),
                    source,
                    fields.text("Label").orElse(null),
                    fields.truth("ReturnData", true));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(path + ".Id", String.valueOf(e.getMessage()));
        }
    }

    private static MetricQuery.Formula formula(Fields query) {
        try {
            return new MetricQuery.Formula(MetricMath.parse(query.requireText("Expression")));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(query.path() + ".Expression", String.valueOf(e.getMessage()));
        }
    }

    private static MetricQuery.Stat stat(Fields fields) {
        Fields known = fields.only(Set.of("Metric", "Period", "Stat"), Set.of());
        Fields metric = fields.fields("Metric").only(Set.of("Dimensions", "MetricName", "Namespace"), Set.of());
        return stat(metric, known, "Stat");
    }

    private static MetricQuery.Stat stat(Fields metric, Fields settings, String statistic) {
        return new MetricQuery.Stat(metric(metric), period(settings), statistic(settings, statistic));
    }

    private static Metric metric(Fields fields) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        fields.list("Dimensions", (dimension, path) -> {
            Fields pair = new Fields(dimension, path).only(Set.of("Name", "Value"), Set.of());
            return dimensions.put(pair.requireText("Name"), pair.requireText("Value"));
        });
        Metric metric = new Metric(fields.requireText("Namespace"), fields.requireText("MetricName"), dimensions);
        try {
            ServiceMetrics.requireMeasured(metric);
        } catch (IllegalArgumentException e) {
            throw new TemplateException(fields.path(), String.valueOf(e.getMessage()));
        }
        return metric;
    }

    private static Duration period(Fields fields) {
        int seconds = fields.integer("Period", 0);
        if (!SHORT_PERIODS.contains(seconds) && (seconds < MINUTE || seconds % MINUTE != 0)) {
            throw new TemplateException(
                    fields.path() + ".Period", "must be 10, 20, 30 or a multiple of 60, got: " + seconds);
        }
        return Duration.ofSeconds(seconds);
    }

    private static Statistic statistic(Fields fields, String field) {
        try {
            return new Statistic(fields.requireText(field));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(fields.path() + "." + field, String.valueOf(e.getMessage()));
        }
    }
}
