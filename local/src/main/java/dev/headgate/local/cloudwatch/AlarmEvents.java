package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloudwatch.MetricQuery.Formula;
import dev.headgate.local.cloudwatch.MetricQuery.Stat;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/**
 * What an alarm sends when its state changes, in the forms that AWS documents: to a function, to EventBridge, to a topic.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-actions-Lambda.html">To a function</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html">To
 *     EventBridge</a>
 */
public final class AlarmEvents {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ").withZone(ZoneOffset.UTC);
    private static final String ACCOUNT = "000000000000";
    private static final String REGION = "us-east-1";

    private AlarmEvents() {}

    /** A moment as alarms write it, with a zone that {@link Instant#parse} does not read. */
    static String time(Instant moment) {
        return TIME.format(moment);
    }

    /** The event of a Lambda action. */
    public static ObjectNode forFunction(StateChange change) {
        ObjectNode event = NODES.objectNode()
                .put("source", "aws.cloudwatch")
                .put("alarmArn", change.alarm().arn())
                .put("accountId", ACCOUNT)
                .put("time", time(change.after().since()))
                .put("region", REGION);
        event.set("alarmData", detail(change));
        return event;
    }

    /** The event {@code CloudWatch Alarm State Change}. */
    public static ObjectNode forEventBridge(StateChange change) {
        ObjectNode event = NODES.objectNode()
                .put("version", "0")
                .put("id", UUID.randomUUID().toString())
                .put("detail-type", "CloudWatch Alarm State Change")
                .put("source", "aws.cloudwatch")
                .put("account", ACCOUNT)
                .put(
                        "time",
                        change.after().since().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("region", REGION);
        event.putArray("resources").add(change.alarm().arn());
        event.set("detail", detail(change));
        return event;
    }

    /** The message to a topic. */
    public static ObjectNode forTopic(StateChange change) {
        Alarm alarm = change.alarm();
        ObjectNode message = NODES.objectNode()
                .put("AlarmName", alarm.name())
                .put("AlarmDescription", alarm.identity().description())
                .put("AWSAccountId", ACCOUNT)
                .put("NewStateValue", change.after().state().name())
                .put("NewStateReason", change.after().reason())
                .put("StateChangeTime", time(change.after().since()))
                .put("Region", "US East (N. Virginia)")
                .put("AlarmArn", alarm.arn())
                .put("OldStateValue", change.before().state().name());
        if (alarm instanceof CompositeAlarm composite) {
            message.put("AlarmRule", composite.rule().text());
        }
        return message;
    }

    private static ObjectNode detail(StateChange change) {
        ObjectNode detail = NODES.objectNode().put("alarmName", change.alarm().name());
        detail.set("state", state(change.after()));
        detail.set("previousState", state(change.before()));
        ObjectNode configuration = detail.putObject("configuration");
        String description = change.alarm().identity().description();
        if (!description.isEmpty()) {
            configuration.put("description", description);
        }
        switch (change.alarm()) {
            case CompositeAlarm composite ->
                configuration.put("alarmRule", composite.rule().text());
            case MetricAlarm metric -> metrics(metric, configuration.putArray("metrics"));
        }
        return detail;
    }

    private static ObjectNode state(AlarmStatus status) {
        ObjectNode state =
                NODES.objectNode().put("value", status.state().name()).put("reason", status.reason());
        if (status.reasonData() != null) {
            state.put("reasonData", status.reasonData().toString());
        }
        return state.put("timestamp", time(status.since()));
    }

    private static void metrics(MetricAlarm alarm, ArrayNode metrics) {
        for (MetricQuery query : alarm.queries()) {
            ObjectNode entry = metrics.addObject().put("id", query.id());
            switch (query.source()) {
                case Formula(MetricMath math) -> entry.put("expression", math.text());
                case Stat(Metric metric, Duration period, Statistic statistic) -> {
                    ObjectNode stat = entry.putObject("metricStat");
                    ObjectNode named = stat.putObject("metric")
                            .put("namespace", metric.namespace())
                            .put("name", metric.name());
                    ObjectNode dimensions = named.putObject("dimensions");
                    metric.dimensions().forEach(dimensions::put);
                    stat.put("period", period.toSeconds()).put("stat", statistic.wireName());
                }
            }
            if (query.label() != null) {
                entry.put("label", query.label());
            }
            entry.put("returnData", query.returnData());
        }
    }
}
