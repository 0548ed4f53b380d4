package dev.headgate.adjust;

import dev.headgate.Bounds;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a limit's alarms said last, by name. Events may come twice, late and in any order: what is kept is the same.
 *
 * @param byAlarm at most {@value #MOST}
 */
public record Readings(Map<String, Reading> byAlarm) {
    public static final Readings NONE = new Readings(Map.of());
    static final int MOST = 50;

    public Readings {
        Bounds.between("alarms of a limit", byAlarm.size(), 0, MOST);
        byAlarm = Map.copyOf(byAlarm);
    }

    /** Returns the readings with this one; the same if it says nothing new. */
    Readings with(Reading reading) {
        Reading known = byAlarm.get(reading.alarm());
        if (known != null && !reading.replaces(known)) {
            return this;
        }
        Map<String, Reading> next = new TreeMap<>(byAlarm);
        next.put(reading.alarm(), reading);
        return new Readings(next);
    }

    /** Returns the names of those of these alarms that are in ALARM. */
    Set<String> inAlarm(Predicate<String> these) {
        return byAlarm.values().stream()
                .filter(reading -> reading.state() == AlarmState.ALARM && these.test(reading.alarm()))
                .map(Reading::alarm)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns whether all of these alarms are OK, and have been since {@code moment}. */
    boolean okSince(Instant moment, Predicate<String> these) {
        return byAlarm.values().stream()
                .filter(reading -> these.test(reading.alarm()))
                .allMatch(reading ->
                        reading.state() == AlarmState.OK && !reading.at().isAfter(moment));
    }
}
