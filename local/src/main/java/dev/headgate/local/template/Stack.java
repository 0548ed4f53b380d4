package dev.headgate.local.template;

import dev.headgate.local.cloudwatch.Alarm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A template with everything in it resolved: what is to be run here. Maps are keyed by logical id, in the template's
 * order.
 *
 * @param parameters the values in force, as strings
 * @param eventSources the queues that functions poll
 * @param rules the events that functions are called with
 * @param schedules what calls functions again and again
 * @param alarms those on metrics and those on other alarms
 * @param customResources in the order in which they are to be made, dependencies first
 * @param inert the resources that are knowingly not run here, with the reason
 */
public record Stack(
        String name,
        Map<String, String> parameters,
        Map<String, StackFunction> functions,
        Map<String, StackTable> tables,
        Map<String, StackQueue> queues,
        Map<String, StackBucket> buckets,
        Map<String, StackSecret> secrets,
        Map<String, StackConnection> connections,
        Map<String, StackStateMachine> stateMachines,
        List<StackEventSource> eventSources,
        List<StackRule> rules,
        List<StackSchedule> schedules,
        Map<String, StackTopic> topics,
        Map<String, Alarm> alarms,
        List<StackCustomResource> customResources,
        Map<String, String> outputs,
        Map<String, String> inert) {

    public Stack {
        parameters = copy(parameters);
        functions = copy(functions);
        tables = copy(tables);
        queues = copy(queues);
        buckets = copy(buckets);
        secrets = copy(secrets);
        connections = copy(connections);
        stateMachines = copy(stateMachines);
        eventSources = List.copyOf(eventSources);
        rules = List.copyOf(rules);
        schedules = List.copyOf(schedules);
        topics = copy(topics);
        alarms = copy(alarms);
        customResources = List.copyOf(customResources);
        outputs = copy(outputs);
        inert = copy(inert);
    }

    private static <V> Map<String, V> copy(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
