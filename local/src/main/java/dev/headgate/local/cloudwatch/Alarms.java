package dev.headgate.local.cloudwatch;

import dev.headgate.local.cloudwatch.MetricQuery.Formula;
import dev.headgate.local.cloudwatch.MetricQuery.Stat;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The alarms and their states. A metric alarm is evaluated at the end of each of its periods, a composite one whenever a
 * state has changed. Time is a parameter. Safe for use by many threads.
 */
public final class Alarms {
    private final MetricStore store;
    private final Consumer<StateChange> listener;
    private final SequencedMap<String, Watched> watched = new LinkedHashMap<>();

    /** An alarm, where it stands, and up to when it was evaluated. */
    private static final class Watched {
        private final Alarm alarm;
        private AlarmStatus status;
        private Instant evaluated;

        Watched(Alarm alarm, Instant now) {
            this.alarm = alarm;
            this.status = AlarmStatus.unchecked(now);
            this.evaluated = now;
        }
    }

    /** @param listener is told of each change, after it */
    Alarms(Collection<Alarm> alarms, MetricStore store, Consumer<StateChange> listener, Instant now) {
        this.store = store;
        this.listener = listener;
        alarms.forEach(alarm -> watched.put(alarm.name(), new Watched(alarm, now)));
    }

    /** Evaluates the alarms whose period has ended. */
    void evaluate(Instant now) {
        List<StateChange> changes = new ArrayList<>();
        synchronized (this) {
            for (Watched one : watched.values()) {
                if (one.alarm instanceof MetricAlarm alarm && isDue(one, alarm, now)) {
                    judge(one, alarm, now, changes);
                }
            }
            follow(changes, now);
        }
        changes.forEach(listener);
    }

    private static boolean isDue(Watched one, MetricAlarm alarm, Instant now) {
        return end(alarm, now).isAfter(one.evaluated);
    }

    /** The end of the last whole period. */
    private static Instant end(MetricAlarm alarm, Instant now) {
        long period = alarm.period().toSeconds();
        return Instant.ofEpochSecond(Math.floorDiv(now.getEpochSecond(), period) * period);
    }

    private void judge(Watched one, MetricAlarm alarm, Instant now, List<StateChange> changes) {
        Instant end = end(alarm, now);
        one.evaluated = end;
        Judgement judgement = Judgement.of(alarm, one.status.state(), points(alarm, end));
        if (judgement.state() != one.status.state()) {
            changes.add(change(
                    one,
                    new AlarmStatus(
                            judgement.state(),
                            Reasons.text(alarm, judgement, end),
                            Reasons.data(alarm, judgement, end, now),
                            now)));
        }
    }

    private static StateChange change(Watched one, AlarmStatus after) {
        StateChange change = new StateChange(one.alarm, one.status, after);
        one.status = after;
        return change;
    }

    private double[] points(MetricAlarm alarm, Instant end) {
        Map<String, MetricQuery> queries = new HashMap<>();
        alarm.queries().forEach(query -> queries.put(query.id(), query));
        MetricQuery shown = alarm.queries().stream()
                .filter(MetricQuery::returnData)
                .findFirst()
                .orElseThrow();
        double[] points = new double[Judgement.range(alarm)];
        for (int i = 0; i < points.length; i++) {
            points[i] = value(shown, queries, end.minus(alarm.period().multipliedBy(i + 1L)));
        }
        return points;
    }

    private double value(MetricQuery query, Map<String, MetricQuery> queries, Instant from) {
        return switch (query.source()) {
            case Stat(Metric metric, Duration period, Statistic statistic) ->
                store.value(metric, statistic, from, period);
            case Formula(MetricMath math) ->
                math.value(id -> value(Objects.requireNonNull(queries.get(id)), queries, from));
        };
    }

    /** Lets composite alarms follow until none changes any more; none watches itself. */
    private void follow(List<StateChange> changes, Instant now) {
        boolean again = true;
        while (again) {
            again = false;
            for (Watched one : watched.values()) {
                if (one.alarm instanceof CompositeAlarm composite) {
                    StateChange change = follow(one, composite, changes, now);
                    again |= change != null && changes.add(change);
                }
            }
        }
    }

    private @Nullable StateChange follow(
            Watched one, CompositeAlarm composite, List<StateChange> changes, Instant now) {
        AlarmState state =
                composite.rule().holds(name -> require(name).status.state()) ? AlarmState.ALARM : AlarmState.OK;
        if (state == one.status.state()) {
            return null;
        }
        return changes.reversed().stream()
                .filter(change ->
                        composite.rule().alarms().contains(change.alarm().name()))
                .findFirst()
                .map(trigger -> change(one, new AlarmStatus(state, Reasons.text(trigger), Reasons.data(trigger), now)))
                .orElseGet(() -> change(one, new AlarmStatus(state, "The alarm rule was evaluated", null, now)));
    }

    private Watched require(String name) {
        return Objects.requireNonNull(watched.get(name), name);
    }

    /** Puts an alarm into a state, as SetAlarmState does, until it is evaluated again; false if there is none such. */
    boolean set(String name, AlarmStatus status) {
        List<StateChange> changes = new ArrayList<>();
        synchronized (this) {
            Watched one = watched.get(name);
            if (one == null) {
                return false;
            }
            if (one.status.state() != status.state()) {
                changes.add(change(one, status));
                follow(changes, status.since());
            }
        }
        changes.forEach(listener);
        return true;
    }

    /** All alarms with where they stand, in the template's order. */
    public synchronized SequencedMap<Alarm, AlarmStatus> all() {
        SequencedMap<Alarm, AlarmStatus> all = new LinkedHashMap<>();
        watched.values().forEach(one -> all.put(one.alarm, one.status));
        return all;
    }
}
