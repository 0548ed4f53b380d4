package dev.headgate.circuit;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a circuit that counts holds and nobody needs any more; it goes with the next write.
 *
 * @param buckets that count for nobody
 * @param places of earlier rounds' probes that are over
 * @param receipts of writes that are long ago
 */
public record Clearing(Set<Instant> buckets, Set<Long> places, Set<String> receipts) {
    /** Nothing. */
    public static final Clearing NONE = new Clearing(Set.of(), Set.of(), Set.of());

    /** The most buckets dropped in one write: well within the 4 KB that DynamoDB takes as an expression. */
    static final int AT_ONCE = 24;

    public Clearing {
        buckets = Set.copyOf(buckets);
        places = Set.copyOf(places);
        receipts = Set.copyOf(receipts);
    }

    static Clearing of(Circuit circuit, Instant now) {
        return circuit.state() instanceof State.Counting counting
                ? new Clearing(
                        buckets(circuit.settings(), counting.window(), now),
                        over(circuit, now),
                        old(counting.window().receipts()))
                : NONE;
    }

    private static Set<Instant> buckets(CircuitSettings settings, Window window, Instant now) {
        return settings.window() instanceof SlidingWindow.OfTime time
                ? window.expiredAt(now, time).stream().limit(AT_ONCE).collect(Collectors.toSet())
                : Set.of();
    }

    private static Set<Long> over(Circuit circuit, Instant now) {
        return circuit.late().entrySet().stream()
                .filter(place -> !place.getValue().isAfter(now))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** All but the latest, one of which makes room for the write at hand. */
    private static Set<String> old(Map<String, Long> receipts) {
        return receipts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .skip(Receipt.KEPT - 1)
                .map(Map.Entry::getKey)
                .limit(AT_ONCE)
                .collect(Collectors.toSet());
    }
}
