package dev.headgate.local.gateway;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What arrived at the gateway, in order of arrival. Safe to share between threads. */
public final class CallLog {
    private final List<Call> calls = new ArrayList<>();
    private @Nullable Long firstNanos;
    private @Nullable Instant firstAt;

    /** Returns how many nanoseconds after the first call this moment is; the first to ask is the first call. */
    synchronized long arrive(long nanoTime, Instant now) {
        Long first = firstNanos;
        if (first == null) {
            first = nanoTime;
            firstNanos = first;
            firstAt = now;
        }
        return Math.max(0, nanoTime - first);
    }

    synchronized void record(Call call) {
        calls.add(call);
    }

    /** Returns when the first call arrived, or null while there was none. */
    public synchronized @Nullable Instant firstAt() {
        return firstAt;
    }

    /** Returns all calls answered until now, by arrival. */
    public synchronized List<Call> calls() {
        return calls.stream().sorted(Comparator.comparingLong(Call::atNanos)).toList();
    }

    /** Returns the numbers until now, at the cost of a few additions. */
    public synchronized CallCounts counts() {
        return CallCounts.of(calls);
    }
}
