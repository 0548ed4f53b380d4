package dev.headgate.local.asl;

import java.time.Instant;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is to happen in a virtual time, earliest first, and at one moment in the order set. Its owner guards it. */
final class Alarms {
    private final NavigableSet<Alarm> toCome = new TreeSet<>();
    private long count;

    /** An action at a moment. */
    record Alarm(Instant when, long order, Runnable action) implements Comparable<Alarm> {
        @Override
        public int compareTo(Alarm other) {
            int byTime = when.compareTo(other.when);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    Alarm set(Instant when, Runnable action) {
        Alarm alarm = new Alarm(when, count++, action);
        toCome.add(alarm);
        return alarm;
    }

    /** Takes an alarm back; does nothing if it has gone off. */
    void cancel(Alarm alarm) {
        toCome.remove(alarm);
    }

    /** Returns the next alarm, which is not to come any more; null if there is none. */
    @Nullable
    Alarm next() {
        return toCome.pollFirst();
    }
}
