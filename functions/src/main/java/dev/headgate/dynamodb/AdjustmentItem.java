package dev.headgate.dynamodb;

import static dev.headgate.dynamodb.Attributes.bool;
import static dev.headgate.dynamodb.Attributes.number;
import static dev.headgate.dynamodb.Attributes.string;

import dev.headgate.adjust.Adjustment;
import dev.headgate.adjust.AlarmState;
import dev.headgate.adjust.Change;
import dev.headgate.adjust.Ladder;
import dev.headgate.adjust.Level;
import dev.headgate.adjust.Reading;
import dev.headgate.adjust.Readings;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Where a limit stands, as an item: {@code limit} (hash key), {@code at} (range key, {@value #STATE}), {@code revision},
 * {@code levels} (a map from ladder to {@code percent, paused, changedAt}), {@code readings} (a map from alarm to
 * {@code state, at}), {@code number}, {@code changes} (a list, as in the audit), {@code carriedOut}.
 *
 * <p>A change in the audit: {@code limit}, {@code at} (the moment in milliseconds and the number, so that a query answers
 * in their order), {@code number}, {@code madeAt}, {@code ladder}, {@code fromPercent}, {@code fromPaused},
 * {@code toPercent}, {@code toPaused}, {@code since}, {@code cause}, {@code why} (a list).
 */
final class AdjustmentItem {
    /** Behind all moments, in the order of range keys. */
    static final String STATE = "state";

    static final String REVISION = "revision";

    private AdjustmentItem() {}

    static Map<String, AttributeValue> key(String limit, String at) {
        return Map.of("limit", string(limit), "at", string(at));
    }

    /** Returns the item without its key. */
    static Map<String, AttributeValue> of(Adjustment adjustment) {
        Map<String, AttributeValue> levels = new HashMap<>();
        adjustment.levels().forEach((ladder, level) -> levels.put(ladder.name(), of(level)));
        Map<String, AttributeValue> readings = new HashMap<>();
        adjustment.readings().byAlarm().forEach((alarm, reading) -> readings.put(alarm, of(reading)));
        return Map.of(
                REVISION,
                number(adjustment.revision() + 1),
                "levels",
                AttributeValue.fromM(levels),
                "readings",
                AttributeValue.fromM(readings),
                "number",
                number(adjustment.number()),
                "changes",
                AttributeValue.fromL(adjustment.changes().stream()
                        .map(change -> AttributeValue.fromM(of(change)))
                        .toList()),
                "carriedOut",
                number(adjustment.carriedOut()));
    }

    static Adjustment read(String limit, Map<String, AttributeValue> item) {
        Map<Ladder, Level> levels = new EnumMap<>(Ladder.class);
        Attributes.map(item, "levels").forEach((ladder, level) -> levels.put(Ladder.valueOf(ladder), level(level.m())));
        Map<String, Reading> readings = new HashMap<>();
        Attributes.map(item, "readings").forEach((alarm, reading) -> readings.put(alarm, reading(alarm, reading.m())));
        return new Adjustment(
                limit,
                Attributes.number(item, REVISION, 0),
                levels,
                new Readings(readings),
                Attributes.number(item, "number", 0),
                Attributes.list(item, "changes").stream()
                        .map(change -> change(limit, change.m()))
                        .toList(),
                Attributes.number(item, "carriedOut", 0));
    }

    static Map<String, AttributeValue> of(Change change) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("number", number(change.number()));
        item.put("madeAt", string(change.at().toString()));
        item.put("ladder", string(change.ladder().name()));
        item.put("fromPercent", number(change.from().percent()));
        item.put("fromPaused", bool(change.from().paused()));
        item.put("since", string(change.from().changedAt().toString()));
        item.put("toPercent", number(change.to().percent()));
        item.put("toPaused", bool(change.to().paused()));
        item.put("cause", string(change.cause().name()));
        item.put(
                "why",
                AttributeValue.fromL(
                        change.why().stream().map(Attributes::string).toList()));
        return item;
    }

    static Change change(String limit, Map<String, AttributeValue> item) {
        Instant at = moment(item, "madeAt");
        Set<String> why = new HashSet<>();
        Attributes.list(item, "why").forEach(one -> why.add(one.s()));
        return new Change(
                limit,
                Attributes.number(item, "number", 0),
                at,
                Ladder.valueOf(Attributes.string(item, "ladder", "")),
                new Level(percent(item, "fromPercent"), Attributes.yes(item, "fromPaused"), moment(item, "since")),
                new Level(percent(item, "toPercent"), Attributes.yes(item, "toPaused"), at),
                Change.Cause.valueOf(Attributes.string(item, "cause", "")),
                why);
    }

    private static AttributeValue of(Level level) {
        return AttributeValue.fromM(Map.of(
                "percent", number(level.percent()),
                "paused", bool(level.paused()),
                "changedAt", string(level.changedAt().toString())));
    }

    private static Level level(Map<String, AttributeValue> item) {
        return new Level(percent(item, "percent"), Attributes.yes(item, "paused"), moment(item, "changedAt"));
    }

    private static AttributeValue of(Reading reading) {
        return AttributeValue.fromM(Map.of(
                "state", string(reading.state().name()),
                "at", string(reading.at().toString())));
    }

    private static Reading reading(String alarm, Map<String, AttributeValue> item) {
        return new Reading(alarm, AlarmState.valueOf(Attributes.string(item, "state", "")), moment(item, "at"));
    }

    private static int percent(Map<String, AttributeValue> item, String name) {
        return (int) Attributes.number(item, name, 100);
    }

    private static Instant moment(Map<String, AttributeValue> item, String name) {
        return Instant.parse(Attributes.string(item, name, Instant.EPOCH.toString()));
    }
}
