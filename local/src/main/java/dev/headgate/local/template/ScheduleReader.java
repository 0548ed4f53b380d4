package dev.headgate.local.template;

import dev.headgate.local.template.StackSchedule.Sender;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads schedules: a function's events of type Schedule or ScheduleV2, and an AWS::Events::Rule. */
final class ScheduleReader {

    private static final Set<String> USED = Set.of("Enabled", "Input", "Schedule", "State");
    private static final Set<String> INERT = Set.of("Description", "Name", "RetryPolicy");
    private static final Set<String> USED_BY_SCHEDULER =
            Set.of("FlexibleTimeWindow", "Input", "ScheduleExpression", "State");
    private static final Set<String> INERT_BY_SCHEDULER = Set.of(
            "Description",
            "GroupName",
            "Name",
            "OmitName",
            "PermissionsBoundary",
            "RetryPolicy",
            "RoleArn",
            "ScheduleExpressionTimezone");

    private final Place place = Place.local("");

    List<StackSchedule> ofFunction(Declared function) {
        List<StackSchedule> schedules =
                new ArrayList<>(FunctionEvents.read(function, FunctionEvents.SCHEDULE, (logicalId, event) -> {
                    Fields fields = event.only(USED, INERT);
                    String arn = place.arn("events", "rule/" + logicalId);
                    return new StackSchedule(
                            logicalId,
                            function.logicalId(),
                            Sender.RULE,
                            arn,
                            Rates.of(fields, "Schedule"),
                            fields.text("Input").orElse(null),
                            fields.truth("Enabled", EventRule.enabled(fields)));
                }));
        schedules.addAll(FunctionEvents.read(function, FunctionEvents.SCHEDULER, (logicalId, event) -> {
            Fields fields = punctual(event.only(USED_BY_SCHEDULER, INERT_BY_SCHEDULER));
            String arn = place.arn("scheduler", "schedule/default/" + logicalId);
            return new StackSchedule(
                    logicalId,
                    function.logicalId(),
                    Sender.SCHEDULER,
                    arn,
                    Rates.of(fields, "ScheduleExpression"),
                    fields.text("Input").orElse(null),
                    EventRule.enabled(fields));
        }));
        return schedules;
    }

    private static Fields punctual(Fields schedule) {
        Fields window = schedule.fields("FlexibleTimeWindow");
        String mode = window.text("Mode").orElse("OFF");
        if (!mode.equals("OFF")) {
            throw new TemplateException(window.path() + ".Mode", "must be OFF on this machine, got: " + mode);
        }
        return schedule;
    }

    /** The schedule for each of a rule's targets; none if the rule has no schedule. */
    List<StackSchedule> ofRule(EventRule rule) {
        if (!rule.fields().has("ScheduleExpression")) {
            return List.of();
        }
        return rule.targets().stream()
                .map(target -> new StackSchedule(
                        rule.logicalId(),
                        target.function(),
                        Sender.RULE,
                        rule.arn(),
                        Rates.of(rule.fields(), "ScheduleExpression"),
                        target.input(),
                        rule.enabled()))
                .toList();
    }
}
