package dev.headgate.permit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** When units were used, each with the time {@code T} that it cost: the evidence that a bound is held to. */
final class Uses {
    private final List<Use> uses = new ArrayList<>();

    private record Use(long at, long cost) {}

    void add(long at, long cost) {
        uses.add(new Use(at, cost));
    }

    /** Returns all of these together. */
    static Uses of(List<Uses> parts) {
        Uses all = new Uses();
        parts.forEach(part -> all.uses.addAll(part.uses));
        return all;
    }

    /** Returns the same uses at one cost. */
    Uses each(long cost) {
        Uses same = new Uses();
        uses.forEach(use -> same.add(use.at(), cost));
        return same;
    }

    int count() {
        return uses.size();
    }

    /**
     * Returns by how many nanoseconds the units in the worst of all windows, of every length, cost more than the window's
     * own length and {@code allowance}: never more than zero where the bound holds.
     *
     * <p>Units of one limit cost {@code T} each, so {@code n·T ≤ W + τ} says {@code n ≤ τ/T + rate·W}; where the limit
     * changed on the way, each counts with the {@code T} that it was granted at. One pass over the sorted uses: for the
     * units from i to j, {@code S(j) − S(i−1) − (u(j) − u(i))} is largest where {@code u(i) − S(i−1)} was.
     */
    long worstExcess(long allowance) {
        List<Use> sorted =
                uses.stream().sorted(Comparator.comparingLong(Use::at)).toList();
        long sum = 0;
        long best = Long.MIN_VALUE;
        long worst = Long.MIN_VALUE;
        for (Use use : sorted) {
            best = Math.max(best, Math.subtractExact(use.at(), sum));
            sum = Math.addExact(sum, use.cost());
            worst = Math.max(worst, Math.subtractExact(best, use.at() - sum));
        }
        return uses.isEmpty() ? -allowance : worst - allowance;
    }
}
