package dev.headgate.local.demo;

import dev.headgate.local.gateway.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run second by second, for its charts; all lists are of the same length.
 *
 * @param seconds seconds since the first call, from 0
 * @param answered calls answered with 200 in that second
 * @param failed calls answered with anything else but 429
 * @param throttled calls answered with 429
 * @param room the least that was left in the gateway's bucket in that second
 * @param waiting permits granted whose moment had not come
 * @param circuit the circuit's state, half-open where it was that for a part of the second
 * @param rates of a rate that follows a limit it was not told; else null
 */
public record Timeline(
        List<Integer> seconds,
        List<Integer> answered,
        List<Integer> failed,
        List<Integer> throttled,
        List<Double> room,
        List<Long> waiting,
        List<String> circuit,
        @Nullable Rates rates) {
    private static final String HALF_OPEN = "HALF_OPEN";
    private static final long NANOS = 1_000_000_000L;

    /** Returns the timeline of calls in order of arrival and samples in order of time. */
    static Timeline of(List<Call> calls, List<Sample> samples, Instant firstCall, Capacity capacity) {
        int length = calls.isEmpty() ? 1 : (int) (calls.getLast().atNanos() / NANOS) + 1;
        List<Integer> seconds = new ArrayList<>();
        List<Long> waiting = new ArrayList<>();
        List<String> circuit = new ArrayList<>();
        List<Sample> nearest = new ArrayList<>();
        for (int second = 0; second < length; second++) {
            Sample sample = nearest(samples, firstCall.plus(Duration.ofSeconds(second)));
            nearest.add(sample);
            seconds.add(second);
            waiting.add(sample.waiting(capacity.declared()));
            circuit.add(probed(samples, firstCall, second) ? HALF_OPEN : sample.circuit());
        }
        return new Timeline(
                seconds,
                count(calls.stream().filter(Call::answered).toList(), length),
                count(
                        calls.stream()
                                .filter(call -> !call.answered() && !call.throttled())
                                .toList(),
                        length),
                count(calls.stream().filter(Call::throttled).toList(), length),
                room(calls, length, capacity),
                waiting,
                circuit,
                capacity.hidden() == null ? null : Rates.of(nearest, capacity, capacity.hidden()));
    }

    /** Returns the most permits that waited at once. */
    long longestLine() {
        return waiting.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** Half-open is often over within a second, and the most telling state: a second that saw it is shown as it. */
    private static boolean probed(List<Sample> samples, Instant firstCall, int second) {
        Instant from = firstCall.plusSeconds(second);
        return samples.stream()
                .filter(sample -> sample.circuit().equals(HALF_OPEN))
                .map(Sample::at)
                .anyMatch(at -> !at.isBefore(from) && at.isBefore(from.plusSeconds(1)));
    }

    private static Sample nearest(List<Sample> samples, Instant at) {
        Sample best = new Sample(at, 0, "CLOSED", 0, 0);
        Duration gap = Duration.ofDays(1);
        for (Sample sample : samples) {
            Duration distance = Duration.between(sample.at(), at).abs();
            if (distance.compareTo(gap) < 0) {
                best = sample;
                gap = distance;
            }
        }
        return best;
    }

    private static List<Integer> count(List<Call> calls, int length) {
        List<Integer> counts = new ArrayList<>(Collections.nCopies(length, 0));
        for (Call call : calls) {
            int second = (int) (call.atNanos() / NANOS);
            counts.set(second, counts.get(second) + 1);
        }
        return counts;
    }

    /** Fills the gateway's bucket once more, on paper: what passed takes one, time gives back, full is the burst. */
    private static List<Double> room(List<Call> calls, int length, Capacity capacity) {
        List<Double> least = new ArrayList<>();
        for (int second = 0; second < length; second++) {
            least.add((double) capacity.at(second * NANOS).burst());
        }
        double level = least.getFirst();
        long before = 0;
        for (Call call : calls) {
            Limit limit = capacity.at(call.atNanos());
            level = Math.min(
                    limit.burst(), level + limit.ratePerSecond() * ((call.atNanos() - before) / (double) NANOS));
            before = call.atNanos();
            level -= call.throttled() ? 0 : 1;
            int second = (int) (call.atNanos() / NANOS);
            least.set(second, Math.min(least.get(second), Math.round(100 * level) / 100.0));
        }
        return least;
    }
}
