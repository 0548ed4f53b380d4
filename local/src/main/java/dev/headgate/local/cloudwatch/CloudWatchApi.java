package dev.headgate.local.cloudwatch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.headgate.local.cloudwatch.MetricQuery.Formula;
import dev.headgate.local.cloudwatch.MetricQuery.Stat;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** The calls about alarms: DescribeAlarms, ListTagsForResource, SetAlarmState. */
final class CloudWatchApi {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Alarms alarms;
    private final InstantSource clock;

    CloudWatchApi(Alarms alarms, InstantSource clock) {
        this.alarms = alarms;
        this.clock = clock;
    }

    /** The answer to a call. @throws CloudWatchException with AWS's name of what is wrong */
    ObjectNode answer(String operation, JsonNode request) {
        return switch (operation) {
            case "DescribeAlarms" -> describe(request);
            case "ListTagsForResource" -> tags(request);
            case "SetAlarmState" -> set(request);
            default ->
                throw new CloudWatchException(
                        "UnknownOperationException", "not supported by this local CloudWatch: " + operation);
        };
    }

    private ObjectNode describe(JsonNode request) {
        ObjectNode answer = NODES.objectNode();
        ArrayNode metric = answer.putArray("MetricAlarms");
        ArrayNode composite = answer.putArray("CompositeAlarms");
        Predicate<Alarm> wanted = wanted(request);
        Set<String> types = texts(request.path("AlarmTypes"));
        alarms.all().forEach((alarm, status) -> {
            String type = alarm instanceof MetricAlarm ? "MetricAlarm" : "CompositeAlarm";
            String state = request.path("StateValue").asText(status.state().name());
            // Without AlarmTypes, AWS shows metric alarms only.
            boolean ofType = types.isEmpty() ? alarm instanceof MetricAlarm : types.contains(type);
            if (ofType && wanted.test(alarm) && state.equals(status.state().name())) {
                view(alarm, status, (alarm instanceof MetricAlarm ? metric : composite).addObject());
            }
        });
        return answer;
    }

    private static Predicate<Alarm> wanted(JsonNode request) {
        Set<String> names = texts(request.path("AlarmNames"));
        String prefix = request.path("AlarmNamePrefix").asText("");
        return alarm -> (names.isEmpty() || names.contains(alarm.name()))
                && alarm.name().startsWith(prefix);
    }

    private static Set<String> texts(JsonNode list) {
        Set<String> texts = new HashSet<>();
        list.forEach(element -> texts.add(element.asText()));
        return texts;
    }

    private static void view(Alarm alarm, AlarmStatus status, ObjectNode view) {
        view.put("AlarmName", alarm.name())
                .put("AlarmArn", alarm.arn())
                .put("AlarmDescription", alarm.identity().description())
                .put("ActionsEnabled", alarm.actions().enabled())
                .put("StateValue", status.state().name())
                .put("StateReason", status.reason())
                .putPOJO("StateUpdatedTimestamp", new Moment(status.since()));
        if (status.reasonData() != null) {
            view.put("StateReasonData", status.reasonData().toString());
        }
        put(view.putArray("AlarmActions"), alarm.actions().onAlarm());
        put(view.putArray("OKActions"), alarm.actions().onOk());
        put(view.putArray("InsufficientDataActions"), alarm.actions().onInsufficientData());
        switch (alarm) {
            case CompositeAlarm composite ->
                view.put("AlarmRule", composite.rule().text());
            case MetricAlarm metric -> view(metric, view);
        }
    }

    private static void put(ArrayNode list, List<String> texts) {
        texts.forEach(list::add);
    }

    private static void view(MetricAlarm alarm, ObjectNode view) {
        view.put("ComparisonOperator", alarm.comparison().wireName())
                .put("Threshold", alarm.threshold())
                .put("EvaluationPeriods", alarm.evaluationPeriods())
                .put("DatapointsToAlarm", alarm.datapointsToAlarm())
                .put("TreatMissingData", alarm.missingData().wireName());
        ArrayNode metrics = view.putArray("Metrics");
        for (MetricQuery query : alarm.queries()) {
            ObjectNode entry = metrics.addObject().put("Id", query.id()).put("ReturnData", query.returnData());
            switch (query.source()) {
                case Formula(MetricMath math) -> entry.put("Expression", math.text());
                case Stat stat -> {
                    ObjectNode shown = entry.putObject("MetricStat")
                            .put("Period", stat.period().toSeconds())
                            .put("Stat", stat.statistic().wireName());
                    ObjectNode metric = shown.putObject("Metric")
                            .put("Namespace", stat.metric().namespace())
                            .put("MetricName", stat.metric().name());
                    ArrayNode dimensions = metric.putArray("Dimensions");
                    stat.metric()
                            .dimensions()
                            .forEach((name, value) ->
                                    dimensions.addObject().put("Name", name).put("Value", value));
                }
            }
        }
    }

    private ObjectNode tags(JsonNode request) {
        String arn = request.path("ResourceARN").asText();
        Alarm alarm = alarms.all().keySet().stream()
                .filter(one -> one.arn().equals(arn))
                .findFirst()
                .orElseThrow(() -> new CloudWatchException("ResourceNotFoundException", "Unknown: " + arn));
        ObjectNode answer = NODES.objectNode();
        ArrayNode tags = answer.putArray("Tags");
        for (Map.Entry<String, String> tag : alarm.identity().tags().entrySet()) {
            tags.addObject().put("Key", tag.getKey()).put("Value", tag.getValue());
        }
        return answer;
    }

    private ObjectNode set(JsonNode request) {
        String name = request.path("AlarmName").asText();
        AlarmStatus status =
                new AlarmStatus(state(request), request.path("StateReason").asText(), null, clock.instant());
        if (!alarms.set(name, status)) {
            throw new CloudWatchException("ResourceNotFound", "Unknown: " + name);
        }
        return NODES.objectNode();
    }

    private static AlarmState state(JsonNode request) {
        String value = request.path("StateValue").asText();
        try {
            return AlarmState.valueOf(value);
        } catch (IllegalArgumentException e) {
            throw new CloudWatchException(
                    "ValidationError", "StateValue must be one of " + List.of(AlarmState.values()) + ", got: " + value);
        }
    }
}
