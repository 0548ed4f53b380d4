package dev.headgate.local.template;

import dev.headgate.local.cloudwatch.Alarm;
import dev.headgate.local.cloudwatch.AlarmRule;
import dev.headgate.local.cloudwatch.Comparison;
import dev.headgate.local.cloudwatch.CompositeAlarm;
import dev.headgate.local.cloudwatch.MetricAlarm;
import dev.headgate.local.cloudwatch.MissingData;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Reads an AWS::CloudWatch::Alarm or CompositeAlarm. */
final class AlarmReader {

    private static final Set<String> COMMON = Set.of(
            "ActionsEnabled",
            "AlarmActions",
            "AlarmDescription",
            "AlarmName",
            "InsufficientDataActions",
            "OKActions",
            "Tags");
    private static final Set<String> OF_METRICS = Set.of(
            "ComparisonOperator",
            "DatapointsToAlarm",
            "Dimensions",
            "EvaluationPeriods",
            "ExtendedStatistic",
            "MetricName",
            "Metrics",
            "Namespace",
            "Period",
            "Statistic",
            "Threshold",
            "TreatMissingData");
    private static final Set<String> OF_COMPOSITES = Set.of("AlarmRule");
    private static final String SERVICE = "lambda.alarms.cloudwatch.amazonaws.com";

    private final Targets functions;
    private final Predicate<String> isTopic;

    /** @param isTopic whether an ARN is that of a topic of the template */
    AlarmReader(Targets functions, Predicate<String> isTopic) {
        this.functions = functions;
        this.isTopic = isTopic;
    }

    MetricAlarm metric(Declared declared) {
        Fields fields = known(declared, OF_METRICS);
        int periods = fields.integer("EvaluationPeriods")
                .orElseThrow(() -> new TemplateException(fields.path(), "must have the property EvaluationPeriods"));
        try {
            return new MetricAlarm(
                    identity(declared, fields),
                    actions(declared, fields),
                    new AlarmMetrics(fields).read(),
                    Comparison.parse(fields.requireText("ComparisonOperator")),
                    fields.requireNumber("Threshold"),
                    periods,
                    fields.integer("DatapointsToAlarm", periods),
                    MissingData.parse(fields.text("TreatMissingData").orElse("missing")));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(fields.path(), String.valueOf(e.getMessage()));
        }
    }

    CompositeAlarm composite(Declared declared) {
        Fields fields = known(declared, OF_COMPOSITES);
        try {
            return new CompositeAlarm(
                    identity(declared, fields),
                    actions(declared, fields),
                    AlarmRule.parse(fields.requireText("AlarmRule")));
        } catch (IllegalArgumentException e) {
            throw new TemplateException(fields.path() + ".AlarmRule", String.valueOf(e.getMessage()));
        }
    }

    private static Fields known(Declared declared, Set<String> own) {
        return declared.fields().only(own, COMMON);
    }

    private static Alarm.Identity identity(Declared declared, Fields fields) {
        Map<String, String> tags = new LinkedHashMap<>();
        fields.list("Tags", (tag, path) -> {
            Fields pair = new Fields(tag, path).only(Set.of("Key", "Value"), Set.of());
            return tags.put(pair.requireText("Key"), pair.requireText("Value"));
        });
        return new Alarm.Identity(
                declared.identity().name(),
                declared.identity().arn(),
                fields.text("AlarmDescription").orElse(""),
                tags);
    }

    private Alarm.Actions actions(Declared declared, Fields fields) {
        String alarm = declared.identity().arn();
        return new Alarm.Actions(
                fields.truth("ActionsEnabled", true),
                actions(fields, "AlarmActions", alarm),
                actions(fields, "OKActions", alarm),
                actions(fields, "InsufficientDataActions", alarm));
    }

    private List<String> actions(Fields fields, String field, String alarm) {
        return fields.list(field, (action, path) -> {
            String arn = action.asText();
            if (functions.isFunction(arn)) {
                functions.function(arn, SERVICE, alarm, path);
            } else if (!isTopic.test(arn)) {
                throw new TemplateException(path, arn + " is no function and no topic of this template");
            }
            return arn;
        });
    }
}
