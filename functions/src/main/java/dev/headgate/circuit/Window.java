package dev.headgate.circuit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Outcomes, as the circuit's item holds them: by time bucket or in their order, as the settings were when they came.
 *
 * <p>A bucket carries its own time, so that it counts for the right span whoever reads it and whatever the bucket length
 * was when it was written.
 *
 * @param buckets what ended when, by the start of the time bucket
 * @param runs what ended after what, the latest last
 * @param dropped how many runs have been dropped from the front
 * @param streak how many failures the last calls were
 * @param receipts which writes were the last ones: the mark of each by its id
 */
public record Window(
        Map<Instant, Counts> buckets, List<Run> runs, long dropped, long streak, Map<String, Long> receipts) {
    /** No outcome at all. */
    public static final Window EMPTY = new Window(Map.of());

    public Window {
        buckets = Map.copyOf(buckets);
        runs = List.copyOf(runs);
        receipts = Map.copyOf(receipts);
    }

    /** Outcomes by time only. */
    public Window(Map<Instant, Counts> buckets) {
        this(buckets, List.of(), 0, 0, Map.of());
    }

    Window plus(Outcomes outcomes) {
        Map<Instant, Counts> sums = new HashMap<>(buckets);
        outcomes.buckets().forEach((start, counts) -> sums.merge(start, counts, Counts::plus));
        List<Run> all = new ArrayList<>(runs);
        all.addAll(outcomes.runs());
        return new Window(sums, all, dropped, outcomes.streak().after(streak), receipts);
    }

    Window with(Receipt receipt) {
        Map<String, Long> all = new HashMap<>(receipts);
        all.put(receipt.id(), receipt.mark());
        return new Window(buckets, runs, dropped, streak, all);
    }

    Window without(Clearing clearing) {
        Map<Instant, Counts> left = new HashMap<>(buckets);
        left.keySet().removeAll(clearing.buckets());
        Map<String, Long> remembered = new HashMap<>(receipts);
        remembered.keySet().removeAll(clearing.receipts());
        return new Window(left, runs, dropped, streak, remembered);
    }

    Window withoutFirst(int gone) {
        return new Window(buckets, runs.subList(gone, runs.size()), dropped + gone, streak, receipts);
    }

    /**
     * Returns the sum of what counts at that moment. A bucket of the near future counts too: its clock is fast, its calls
     * were made.
     */
    Counts totalAt(Instant now, CircuitSettings settings) {
        return switch (settings.window()) {
            case SlidingWindow.OfTime time -> total(time, time.bucketAt(now));
            case SlidingWindow.OfCalls(int calls) -> last(calls);
        };
    }

    /**
     * Returns whether the circuit must open: judged as of the last outcome, for outcomes speak and not the silence after
     * them. What nobody has counted for a whole window opens nothing any more.
     */
    boolean trips(CircuitSettings settings, Instant now) {
        Thresholds trips = settings.trips();
        boolean row = trips.consecutiveFailures() > 0 && streak >= trips.consecutiveFailures();
        return row || trips.arePassedBy(judged(settings, now), trips.minimumCalls());
    }

    /** Returns whether each success matters, since the failures seen are half-way to a threshold or may be in a row. */
    boolean isTroubled(CircuitSettings settings, Instant now) {
        return streak > 0 || settings.trips().areHalfPassedBy(totalAt(now, settings));
    }

    private Counts judged(CircuitSettings settings, Instant now) {
        return switch (settings.window()) {
            case SlidingWindow.OfTime time ->
                latest().filter(start -> isWithin(start, time.bucketAt(now), time.span()))
                        .map(start -> total(time, start))
                        .orElse(Counts.NONE);
            case SlidingWindow.OfCalls(int calls) -> last(calls);
        };
    }

    private Optional<Instant> latest() {
        return buckets.keySet().stream().max(Comparator.naturalOrder());
    }

    private Counts total(SlidingWindow.OfTime time, Instant current) {
        return buckets.entrySet().stream()
                .filter(bucket -> isWithin(bucket.getKey(), current, time.span()))
                .map(Map.Entry::getValue)
                .reduce(Counts.NONE, Counts::plus);
    }

    private Counts last(long calls) {
        Counts sum = Counts.NONE;
        for (int index = runs.size() - 1; index >= 0 && sum.calls() < calls; index--) {
            Run run = runs.get(index);
            sum = sum.plus(Counts.of(run.kind(), Math.min(run.calls(), calls - sum.calls())));
        }
        return sum;
    }

    /**
     * Returns the buckets that no clock counts any more. They are kept for a quarter of a window longer than they count, so that
     * an environment whose clock is fast by less than that drops nothing that others still count.
     */
    Set<Instant> expiredAt(Instant now, SlidingWindow.OfTime time) {
        Duration kept = time.span().multipliedBy(5).dividedBy(4);
        Instant end = time.bucketAt(now).minus(kept);
        return buckets.keySet().stream().filter(start -> !start.isAfter(end)).collect(Collectors.toUnmodifiableSet());
    }

    /** Returns how many runs at the front lie before the last so many calls. */
    int runsBefore(long calls) {
        long covered = 0;
        int index = runs.size();
        while (index > 0 && covered < calls) {
            index--;
            covered += runs.get(index).calls();
        }
        return index;
    }

    private static boolean isWithin(Instant start, Instant current, Duration span) {
        return start.isAfter(current.minus(span)) && start.isBefore(current.plus(span));
    }
}
