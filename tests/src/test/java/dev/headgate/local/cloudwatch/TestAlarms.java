package dev.headgate.local.cloudwatch;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Alarms on one metric, of which the threshold is 5. */
final class TestAlarms {
    static final Metric METRIC = new Metric("Headgate", "CallsRefused", Map.of("Limit", "ai-gateway"));
    static final String PREFIX = "arn:aws:cloudwatch:us-east-1:000000000000:alarm:";

    private TestAlarms() {}

    static MetricAlarm metric(String name, int datapoints, int periods, MissingData missing) {
        return new MetricAlarm(
                identity(name),
                new Alarm.Actions(true, List.of("to-alarm"), List.of("to-ok"), List.of()),
                List.of(new MetricQuery(
                        "m1", new MetricQuery.Stat(METRIC, Duration.ofMinutes(1), new Statistic("Sum")), null, true)),
                Comparison.GREATER,
                5,
                periods,
                datapoints,
                missing);
    }

    static CompositeAlarm composite(String name, String rule) {
        return new CompositeAlarm(
                identity(name),
                new Alarm.Actions(true, List.of("to-alarm"), List.of(), List.of()),
                AlarmRule.parse(rule));
    }

    private static Alarm.Identity identity(String name) {
        return new Alarm.Identity(name, PREFIX + name, "Too many refusals", Map.of("Limit", "ai-gateway"));
    }
}
