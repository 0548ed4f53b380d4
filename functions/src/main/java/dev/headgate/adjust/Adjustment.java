package dev.headgate.adjust;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a limit stands, and how it came there.
 *
 * @param revision how often it was written; 0 if never
 * @param number how many changes there were
 * @param changes the last ones, which were decided together
 * @param carriedOut the number up to which changes are carried out everywhere
 */
public record Adjustment(
        String limit,
        long revision,
        Map<Ladder, Level> levels,
        Readings readings,
        long number,
        List<Change> changes,
        long carriedOut) {

    public Adjustment {
        Map<Ladder, Level> all = new EnumMap<>(Ladder.class);
        for (Ladder ladder : Ladder.values()) {
            all.put(ladder, levels.getOrDefault(ladder, Level.UNCHANGED));
        }
        levels = Map.copyOf(all);
        changes = List.copyOf(changes);
    }

    /** Returns the limit as it is while no alarm has ever said anything. */
    public static Adjustment none(String limit) {
        return new Adjustment(limit, 0, Map.of(), Readings.NONE, 0, List.of(), 0);
    }

    public Level level(Ladder ladder) {
        return levels.getOrDefault(ladder, Level.UNCHANGED);
    }

    /** Returns whether time alone changes nothing: all is at the top, carried out, and no alarm is in ALARM. */
    public boolean isAtRest() {
        return isCarriedOut()
                && levels.values().stream().allMatch(Level::isTop)
                && readings.inAlarm(_ -> true).isEmpty();
    }

    boolean isCarriedOut() {
        return carriedOut == number;
    }

    Adjustment asCarriedOut() {
        return new Adjustment(limit, revision, levels, readings, number, changes, number);
    }

    Adjustment asWritten() {
        return new Adjustment(limit, revision + 1, levels, readings, number, changes, carriedOut);
    }

    /**
     * Returns the limit after the event; itself if the event changes nothing. What was said before, or is late, changes
     * nothing.
     *
     * @param now a clock that went back changes nothing: less than a cooldown seems to have passed
     */
    Adjustment after(Event event, AdjusterSettings settings, Instant now) {
        return switch (event) {
            case Event.Alarmed(Reading reading) -> {
                Readings told = readings.with(reading);
                yield told.equals(readings) ? this : with(told).stepped(settings, now);
            }
            case Event.Tick _ -> stepped(settings, now);
            case Event.Reset(String by, String why) ->
                with(Readings.NONE).toTheTop(Change.Cause.RESET, Set.of(by + ": " + why), now);
        };
    }

    private Adjustment with(Readings told) {
        return new Adjustment(limit, revision, levels, told, number, changes, carriedOut);
    }

    private Adjustment stepped(AdjusterSettings settings, Instant now) {
        if (settings.mode() == AdjusterSettings.Mode.OFF) {
            return toTheTop(Change.Cause.SWITCHED_OFF, Set.of(), now);
        }
        List<Change> made = new ArrayList<>();
        for (Ladder ladder : Ladder.values()) {
            Level from = level(ladder);
            Set<String> alarms = readings.inAlarm(alarm -> settings.lowers(ladder, alarm));
            Change.Cause cause = alarms.isEmpty() ? Change.Cause.CALM : Change.Cause.ALARM;
            Level to = next(ladder, from, cause, settings, now);
            if (!to.sameAs(from)) {
                made.add(new Change(limit, number + made.size() + 1, now, ladder, from, to, cause, alarms));
            }
        }
        return with(made);
    }

    private Level next(Ladder ladder, Level from, Change.Cause cause, AdjusterSettings settings, Instant now) {
        Step step = settings.step();
        if (now.isBefore(from.changedAt().plus(step.cooldown()))) {
            return from;
        }
        if (cause == Change.Cause.ALARM) {
            int down = step.down(from.percent());
            boolean paused = from.paused() || (down == from.percent() && settings.canPause(ladder));
            return new Level(down, paused, now);
        }
        if (!readings.okSince(now.minus(step.calm()), alarm -> settings.concerns(ladder, alarm))) {
            return from;
        }
        return new Level(from.paused() ? from.percent() : step.up(from.percent()), false, now);
    }

    private Adjustment toTheTop(Change.Cause cause, Set<String> why, Instant now) {
        List<Change> made = new ArrayList<>();
        for (Ladder ladder : Ladder.values()) {
            Level from = level(ladder);
            if (!from.isTop()) {
                Level top = new Level(Level.TOP, false, now);
                made.add(new Change(limit, number + made.size() + 1, now, ladder, from, top, cause, why));
            }
        }
        return with(made);
    }

    private Adjustment with(List<Change> made) {
        if (made.isEmpty()) {
            return this;
        }
        Map<Ladder, Level> next = new EnumMap<>(levels);
        made.forEach(change -> next.put(change.ladder(), change.to()));
        return new Adjustment(limit, revision, next, readings, number + made.size(), made, carriedOut);
    }
}
