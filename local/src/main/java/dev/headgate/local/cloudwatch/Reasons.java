package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloudwatch.Judgement.Point;
import dev.headgate.local.cloudwatch.MetricQuery.Stat;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why an alarm is in its state, in AWS's words. */
final class Reasons {
    private static final DateTimeFormatter SHORT = format("dd/MM/yy HH:mm:ss");
    private static final DateTimeFormatter LONG = format("EEEE dd MMMM, yyyy HH:mm:ss 'UTC'");

    private Reasons() {}

    private static DateTimeFormatter format(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** @param end of the newest data point */
    static String text(MetricAlarm alarm, Judgement judgement, Instant end) {
        int points = judgement.points().size();
        if (points == 0) {
            return judgement.state() == AlarmState.INSUFFICIENT_DATA
                    ? "Insufficient Data: " + datapoints(Judgement.range(alarm)) + " were unknown."
                    : "Threshold Crossed: no datapoints were received for "
                            + alarm.evaluationPeriods() + " periods and "
                            + alarm.evaluationPeriods() + " missing datapoints were treated as ["
                            + (judgement.state() == AlarmState.ALARM ? "Breaching" : "NonBreaching") + "].";
        }
        boolean alarming = judgement.state() == AlarmState.ALARM;
        String values = judgement.points().stream()
                .map(point -> point.value() + " (" + SHORT.format(start(alarm, point, end)) + ")")
                .collect(Collectors.joining(", "));
        return "Threshold Crossed: " + (alarming ? judgement.breaching() : points - judgement.breaching())
                + " out of the last " + datapoints(points) + " [" + values + "] " + (alarming ? "was " : "was not ")
                + alarm.comparison().words() + " the threshold (" + alarm.threshold() + ").";
    }

    private static String datapoints(int number) {
        return number + (number == 1 ? " datapoint" : " datapoints");
    }

    static Instant start(MetricAlarm alarm, Point point, Instant end) {
        return end.minus(alarm.period().multipliedBy(point.age()));
    }

    /** @param end of the newest data point */
    static ObjectNode data(MetricAlarm alarm, Judgement judgement, Instant end, Instant now) {
        ObjectNode data =
                JsonNodeFactory.instance.objectNode().put("version", "1.0").put("queryDate", AlarmEvents.time(now));
        if (alarm.queries().size() == 1 && alarm.queries().getFirst().source() instanceof Stat stat) {
            data.put("statistic", stat.statistic().wireName());
        }
        data.put("period", alarm.period().toSeconds());
        ArrayNode recent = data.putArray("recentDatapoints");
        data.put("threshold", alarm.threshold());
        ArrayNode evaluated = data.putArray("evaluatedDatapoints");
        for (Point point : judgement.points()) {
            recent.insert(0, point.value()); // the oldest first, as AWS has it
            evaluated
                    .addObject()
                    .put("timestamp", AlarmEvents.time(start(alarm, point, end)))
                    .put("value", point.value());
        }
        return data;
    }

    static String text(StateChange trigger) {
        return trigger.alarm().arn() + " transitioned to " + trigger.after().state() + " at "
                + LONG.format(trigger.after().since());
    }

    static ObjectNode data(StateChange trigger) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        ObjectNode alarm = data.putArray("triggeringAlarms")
                .addObject()
                .put("arn", trigger.alarm().arn());
        alarm.putObject("state")
                .put("value", trigger.after().state().name())
                .put("timestamp", AlarmEvents.time(trigger.after().since()));
        return data;
    }
}
