package dev.headgate.local.demo;

import dev.headgate.local.gateway.Call;
import dev.headgate.local.gateway.HiddenRate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How Headgate's rate followed a limit that it was not told.
 *
 * @param hiddenRate the limit, as the user wrote it
 * @param measuredSeconds from the first call until no review was left that could not be started: what is in flight then
 *     uses less and less
 * @param hiddenPerSecond what the gateway would have taken in that time, on average
 * @param utilisation what was answered in that time of what the gateway would have taken; the bucket that is full at first
 *     can lift it above 1
 * @param refusedShare calls refused with 429 in that time, of all
 * @param lowestGranted the least that Headgate granted, calls a second
 * @param highestGranted the most; more than is called before the first refusal, until something tells that it is too much
 * @param settledAfterSeconds for each rate, from its begin to the first five seconds in which at least 90 % of it were
 *     answered and at most 110 % called; null where there were none
 * @param alarmPeriodSeconds the longest period of an alarm, shorter than on AWS
 * @param adjuster what the concurrency adjuster did
 */
public record Following(
        String hiddenRate,
        double measuredSeconds,
        double hiddenPerSecond,
        double utilisation,
        double refusedShare,
        double lowestGranted,
        double highestGranted,
        List<@Nullable Double> settledAfterSeconds,
        int alarmPeriodSeconds,
        List<AdjusterStep> adjuster) {
    private static final double NANOS = 1e9;
    private static final int WIDTH = 5;
    private static final double LEAST = 0.9;
    private static final double MOST = 1.1;

    public Following {
        settledAfterSeconds = Collections.unmodifiableList(new ArrayList<>(settledAfterSeconds));
        adjuster = List.copyOf(adjuster);
    }

    /**
     * Returns what calls, in order of arrival, say of the time in which there was always one to make.
     *
     * @param last how many answers are left when the last review was started
     * @param granted what Headgate granted, calls a second, in any order; not empty
     */
    static Following of(
            HiddenRate hidden,
            List<Call> calls,
            int last,
            List<Double> granted,
            int alarmPeriodSeconds,
            List<AdjusterStep> adjuster) {
        long end = end(calls, last);
        List<Call> measured =
                calls.stream().filter(call -> call.atNanos() < end).toList();
        double taken = measured.stream().filter(call -> !call.throttled()).count();
        double room = Math.max(1, hidden.callsUntil(end));
        return new Following(
                hidden.toString(),
                Summary.round(end / NANOS, 3),
                Summary.round(room * NANOS / end, 3),
                Summary.round(taken / room, 4),
                Summary.round(1 - taken / Math.max(1, measured.size()), 4),
                Collections.min(granted),
                Collections.max(granted),
                settled(hidden, measured, end),
                alarmPeriodSeconds,
                adjuster);
    }

    /** Returns when the answer came behind which there are only {@code last} more; after a second at least. */
    private static long end(List<Call> calls, int last) {
        List<Call> answered = calls.stream().filter(Call::answered).toList();
        int index = answered.size() - 1 - Math.min(last, answered.size() / 2);
        return index < 0
                ? (long) NANOS
                : Math.max((long) NANOS, answered.get(index).atNanos());
    }

    private static List<@Nullable Double> settled(HiddenRate hidden, List<Call> calls, long end) {
        int bins = (int) (end / NANOS / WIDTH);
        int[] called = new int[bins];
        int[] taken = new int[bins];
        for (Call call : calls) {
            int bin = (int) (call.atNanos() / NANOS / WIDTH);
            if (bin < bins) {
                called[bin]++;
                taken[bin] += call.throttled() ? 0 : 1;
            }
        }
        List<@Nullable Double> settled = new ArrayList<>();
        for (int i = 0; i < hidden.steps().size(); i++) {
            double next = i + 1 < hidden.steps().size()
                    ? hidden.steps().get(i + 1).from().toSeconds()
                    : Double.MAX_VALUE;
            settled.add(settled(hidden.steps().get(i), next, called, taken));
        }
        return settled;
    }

    private static @Nullable Double settled(HiddenRate.Step step, double next, int[] called, int[] taken) {
        double from = step.from().toSeconds();
        double goal = step.ratePerSecond() * (double) WIDTH;
        int first = (int) Math.ceil(from / WIDTH);
        for (int bin = first; bin < taken.length && (bin + 1) * WIDTH <= next; bin++) {
            if (taken[bin] >= LEAST * goal && called[bin] <= MOST * goal) {
                return bin * WIDTH - from;
            }
        }
        return null;
    }
}
