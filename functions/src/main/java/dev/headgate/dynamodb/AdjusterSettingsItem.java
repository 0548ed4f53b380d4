package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.bool;
import static dev.headgate.dynamodb.Attributes.number;
import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.adjust.AdjusterSettings;
import dev.headgate.adjust.AdjusterSettings.Mode;
import dev.headgate.adjust.Range;
import dev.headgate.adjust.Step;
import dev.headgate.adjust.Targets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * How a limit follows its alarms, as the map {@code adjuster} in its item: {@code mode}, {@code floorPercent},
 * {@code downPercent}, {@code upPercent}, {@code cooldownSeconds}, {@code calmSeconds}, {@code inFlight} (a map of
 * {@code floor} and {@code ceiling}), {@code mapRuns}, {@code queues}, {@code functions}, {@code recoveryAlarms},
 * {@code concurrencyAlarms} (lists).
 */
final class AdjusterSettingsItem {
    private AdjusterSettingsItem() {}

    static AttributeValue of(AdjusterSettings settings) {
        Step step = settings.step();
        Targets targets = settings.targets();
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("mode", string(settings.mode().name()));
        item.put("floorPercent", number(step.floorPercent()));
        item.put("downPercent", number(step.downPercent()));
        item.put("upPercent", number(step.upPercent()));
        item.put("cooldownSeconds", number(step.cooldown().toSeconds()));
        item.put("calmSeconds", number(step.calm().toSeconds()));
        if (targets.inFlight() != null) {
            item.put("inFlight", AttributeValue.fromM(of(targets.inFlight())));
        }
        item.put("mapRuns", list(targets.mapRuns(), AdjusterSettingsItem::of));
        item.put("queues", list(targets.queues(), AdjusterSettingsItem::of));
        item.put("functions", list(targets.functions(), AdjusterSettingsItem::of));
        item.put("recoveryAlarms", texts(settings.recoveryAlarms()));
        item.put("concurrencyAlarms", texts(settings.concurrencyAlarms()));
        return AttributeValue.fromM(item);
    }

    static AdjusterSettings read(Map<String, AttributeValue> item) {
        Step step = new Step(
                whole(item, "floorPercent"),
                whole(item, "downPercent"),
                whole(item, "upPercent"),
                Duration.ofSeconds(Attributes.number(item, "cooldownSeconds", 0)),
                Duration.ofSeconds(Attributes.number(item, "calmSeconds", 0)));
        Targets targets = new Targets(
                inFlight(item),
                list(
                        item,
                        "mapRuns",
                        runs -> new Targets.MapRuns(text(runs, "stateMachine"), whole(runs, "itemsEach"))),
                list(
                        item,
                        "queues",
                        queue -> new Targets.Queue(
                                text(queue, "mapping"), range(queue), Attributes.yes(queue, "pause"))),
                list(item, "functions", of -> new Targets.Reserved(text(of, "function"), range(of))));
        return new AdjusterSettings(
                Mode.valueOf(Attributes.string(item, "mode", Mode.ON.name())),
                step,
                targets,
                texts(item, "recoveryAlarms"),
                texts(item, "concurrencyAlarms"));
    }

    private static @Nullable Range inFlight(Map<String, AttributeValue> item) {
        AttributeValue range = item.get("inFlight");
        return range == null ? null : range(range.m());
    }

    private static Map<String, AttributeValue> of(Range range) {
        return Map.of("floor", number(range.floor()), "ceiling", number(range.ceiling()));
    }

    private static Range range(Map<String, AttributeValue> item) {
        return new Range(whole(item, "floor"), whole(item, "ceiling"));
    }

    private static Map<String, AttributeValue> of(Targets.MapRuns runs) {
        return Map.of("stateMachine", string(runs.stateMachine()), "itemsEach", number(runs.itemsEach()));
    }

    private static Map<String, AttributeValue> of(Targets.Queue queue) {
        Map<String, AttributeValue> item = new HashMap<>(of(queue.range()));
        item.put("mapping", string(queue.mapping()));
        item.put("pause", bool(queue.pause()));
        return item;
    }

    private static Map<String, AttributeValue> of(Targets.Reserved reserved) {
        Map<String, AttributeValue> item = new HashMap<>(of(reserved.range()));
        item.put("function", string(reserved.function()));
        return item;
    }

    private static <T> AttributeValue list(List<T> all, Function<T, Map<String, AttributeValue>> of) {
        return AttributeValue.fromL(
                all.stream().map(of).map(AttributeValue::fromM).toList());
    }

    private static <T> List<T> list(
            Map<String, AttributeValue> item, String name, Function<Map<String, AttributeValue>, T> read) {
        return Attributes.list(item, name).stream()
                .map(AttributeValue::m)
                .map(read)
                .toList();
    }

    private static AttributeValue texts(Set<String> all) {
        return AttributeValue.fromL(
                all.stream().sorted().map(Attributes::string).toList());
    }

    private static Set<String> texts(Map<String, AttributeValue> item, String name) {
        Set<String> all = new HashSet<>();
        Attributes.list(item, name).forEach(one -> all.add(one.s()));
        return all;
    }

    private static String text(Map<String, AttributeValue> item, String name) {
        return Attributes.string(item, name, "");
    }

    private static int whole(Map<String, AttributeValue> item, String name) {
        return (int) Attributes.number(item, name, 0);
    }
}
