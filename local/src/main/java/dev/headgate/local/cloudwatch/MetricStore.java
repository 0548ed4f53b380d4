package dev.headgate.local.cloudwatch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The values of metrics, each second's by how often they came, for a while. A second with a thousand ones is one entry,
 * and every statistic can be had from it. Safe for use by many threads.
 */
public final class MetricStore {
    private final Duration kept;
    private final Map<Metric, NavigableMap<Long, NavigableMap<Double, Long>>> series = new HashMap<>();

    /** @param kept how far behind the newest second a series reaches */
    MetricStore(Duration kept) {
        this.kept = kept;
    }

    /** Adds a value at a moment, also one that is past. */
    public void add(Metric metric, Instant at, double value) {
        add(metric, at, value, 1);
    }

    /** Adds a value that came so often; nothing for 0. */
    public synchronized void add(Metric metric, Instant at, double value, long times) {
        if (times == 0) {
            return;
        }
        NavigableMap<Long, NavigableMap<Double, Long>> seconds = series.computeIfAbsent(metric, _ -> new TreeMap<>());
        seconds.computeIfAbsent(at.getEpochSecond(), _ -> new TreeMap<>()).merge(value, times, Long::sum);
        seconds.headMap(seconds.lastKey() - kept.toSeconds()).clear();
    }

    /** The statistic of a span, its end not included; NaN where there is no value. */
    public synchronized double value(Metric metric, Statistic statistic, Instant from, Duration length) {
        NavigableMap<Double, Long> values = new TreeMap<>();
        series.getOrDefault(metric, new TreeMap<>())
                .subMap(from.getEpochSecond(), from.plus(length).getEpochSecond())
                .values()
                .forEach(second -> second.forEach((value, count) -> values.merge(value, count, Long::sum)));
        return values.isEmpty() ? Double.NaN : statistic.of(values);
    }
}
