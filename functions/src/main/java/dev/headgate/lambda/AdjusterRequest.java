package dev.headgate.lambda;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.adjust.AlarmState;
import dev.headgate.adjust.Event;
import dev.headgate.adjust.Reading;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What the adjuster is called with: by an alarm's action, by EventBridge ({@code CloudWatch Alarm State Change}), by its
 * schedule, or by a person ({@code action: RESET}). Strict about what it needs; AWS may add fields.
 *
 * @param action RESET, with {@code limit}, {@code by} and {@code why}
 * @param alarmData of an alarm's action; the alarm's ARN is {@code alarmArn}
 * @param detail of an EventBridge event; the alarm's ARN is the first of {@code resources}
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">Invoke a
 *     Lambda function from an alarm</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">Alarm
 *     events and EventBridge</a>
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record AdjusterRequest(
        @Nullable Action action,
        @Nullable String limit,
        @Nullable String by,
        @Nullable String why,
        @Nullable String alarmArn,
        @Nullable Alarm alarmData,
        @JsonProperty("detail-type") @Nullable String detailType,
        @Nullable List<String> resources,
        @Nullable Alarm detail) {
    static final String LIMIT = "Limit";
    private static final String SCHEDULED = "Scheduled Event";
    private static final String STATE_CHANGE = "CloudWatch Alarm State Change";
    private static final int LONGEST_ARN = 1_024;

    /** The direct action's {@code +0000}, and EventBridge's; both with or without a fraction of a second. */
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss[.SSSSSSSSS][.SSSSSS][.SSS][XXX][XX]");

    /** What a person may order. */
    enum Action {
        RESET
    }

    /** The alarm; a composite one has no metrics. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Alarm(
            @Nullable String alarmName,
            @Nullable State state,
            @Nullable Configuration configuration) {}

    /** What it says, and since when. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record State(@Nullable AlarmState value, @Nullable String timestamp) {}

    /** What it looks at. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Configuration(@Nullable List<Metric> metrics) {}

    /** One of its metrics; an expression has no {@code metricStat}. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Metric(@Nullable MetricStat metricStat) {}

    /** How a metric is read. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record MetricStat(@Nullable Dimensioned metric) {}

    /** A metric, which may have dimensions. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Dimensioned(@Nullable Map<String, String> dimensions) {}

    boolean isTick() {
        return SCHEDULED.equals(detailType);
    }

    boolean isReset() {
        return action == Action.RESET;
    }

    Event.Reset toReset() {
        return new Event.Reset(Bounds.present("by", by), Bounds.present("why", why));
    }

    String toLimit() {
        return Bounds.name("limit", limit);
    }

    /** @throws InvalidRequestException if it is no event of an alarm, or lacks the alarm's name, state or moment */
    Event.Alarmed toAlarmed() {
        Alarm alarm = alarm();
        State state = Bounds.present(field("state"), alarm.state());
        return new Event.Alarmed(new Reading(
                Bounds.present(field("alarmName"), alarm.alarmName()),
                Bounds.present(field("state.value"), state.value()),
                moment(Bounds.present(field("state.timestamp"), state.timestamp()))));
    }

    String toAlarmArn() {
        String arn =
                alarmData == null ? (resources == null || resources.isEmpty() ? null : resources.getFirst()) : alarmArn;
        return Bounds.text(alarmData == null ? "resources[0]" : "alarmArn", arn, LONGEST_ARN);
    }

    /** Returns the limit that metrics name by their dimension, those inside of metric math included; null if none does. */
    @Nullable
    String limitOfMetrics() {
        Configuration configuration = alarm().configuration();
        Set<String> named = new TreeSet<>();
        if (configuration != null && configuration.metrics() != null) {
            configuration.metrics().forEach(metric -> addLimit(metric, named));
        }
        if (named.size() > 1) {
            throw new InvalidRequestException("metrics must name one Limit, got: " + named);
        }
        return named.isEmpty() ? null : named.iterator().next();
    }

    private static void addLimit(Metric metric, Set<String> named) {
        MetricStat stat = metric.metricStat();
        Dimensioned of = stat == null ? null : stat.metric();
        Map<String, String> dimensions = of == null ? null : of.dimensions();
        if (dimensions != null && dimensions.containsKey(LIMIT)) {
            named.add(dimensions.get(LIMIT));
        }
    }

    private Alarm alarm() {
        if (alarmData != null) {
            return alarmData;
        }
        if (!STATE_CHANGE.equals(detailType)) {
            throw new InvalidRequestException(
                    "the event must be an alarm's action, '%s', '%s' or an action RESET, got: %s"
                            .formatted(STATE_CHANGE, SCHEDULED, detailType));
        }
        return Bounds.present("detail", detail);
    }

    private String field(String name) {
        return (alarmData == null ? "detail." : "alarmData.") + name;
    }

    private Instant moment(String text) {
        try {
            return MOMENT.parse(text, Instant::from);
        } catch (DateTimeParseException anotherForm) {
            throw new InvalidRequestException("%s must be a moment such as 2026-11-22T19:00:00.000+0000, got: %s"
                    .formatted(field("state.timestamp"), text));
        }
    }
}
