package dev.headgate.local.template;

import dev.headgate.local.cloudwatch.Alarm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what calls functions by itself: rules, schedules and alarms, with the topics that alarms write to. */
final class TriggerReader {

    private final ResourceReading reading;
    private final Targets targets;
    private final Collection<EventRule> eventRules;

    TriggerReader(ResourceReading reading, Function<String, Optional<String>> functionOfArn) {
        PermissionReader permissions = new PermissionReader(functionOfArn);
        this.reading = reading;
        this.targets = new Targets(
                functionOfArn,
                reading.each(ResourceKind.PERMISSION, permissions::read).values());
        this.eventRules = reading.each(ResourceKind.RULE, rule -> EventRule.read(rule, targets))
                .values();
    }

    List<StackRule> rules() {
        RuleReader reader = new RuleReader();
        List<StackRule> rules = new ArrayList<>();
        reading.each(ResourceKind.FUNCTION, reader::ofFunction).values().forEach(rules::addAll);
        eventRules.forEach(rule -> rules.addAll(reader.ofRule(rule)));
        return rules;
    }

    List<StackSchedule> schedules() {
        ScheduleReader reader = new ScheduleReader();
        List<StackSchedule> schedules = new ArrayList<>();
        reading.each(ResourceKind.FUNCTION, reader::ofFunction).values().forEach(schedules::addAll);
        eventRules.forEach(rule -> schedules.addAll(reader.ofRule(rule)));
        return schedules;
    }

    Map<String, StackTopic> topics() {
        TopicReader reader = new TopicReader(
                reading.each(ResourceKind.SUBSCRIPTION, Function.identity()).values());
        return reading.each(ResourceKind.TOPIC, reader::read);
    }

    Map<String, Alarm> alarms() {
        List<String> topics = topics().values().stream().map(StackTopic::arn).toList();
        AlarmReader reader = new AlarmReader(targets, topics::contains);
        Map<String, Alarm> alarms = new LinkedHashMap<>(reading.each(ResourceKind.ALARM, reader::metric));
        alarms.putAll(reading.each(ResourceKind.COMPOSITE_ALARM, reader::composite));
        CompositeOrder.requireKnown(alarms);
        return alarms;
    }
}
