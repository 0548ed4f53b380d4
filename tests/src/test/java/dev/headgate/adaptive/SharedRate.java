package dev.headgate.adaptive;

import java.util.ArrayList;
import java.util.List;

/** A limit's counters and state as a store keeps them: sums that anybody adds to, and one conditional write a tick. */
class SharedRate {
    private Counters counters = Counters.NONE;
    private RateState state;

    SharedRate(RateState state) {
        this.state = state;
    }

    /** What a report is answered with: what it found and added to. */
    record Sighting(RateState state, Counters counters) {}

    Sighting report(Counters added) {
        counters = counters.plus(added);
        return new Sighting(state, counters);
    }

    /** Writes the next state on condition of the tick that it was reckoned from, and takes off what it counted. */
    boolean tryAdvance(Sighting seen, RateState next) {
        if (!mayAdvance(seen)) {
            return false;
        }
        state = next;
        counters = minus(counters, seen.counters());
        return true;
    }

    boolean mayAdvance(Sighting seen) {
        return state.tick() == seen.state().tick();
    }

    RateState state() {
        return state;
    }

    Counters counters() {
        return counters;
    }

    private static Counters minus(Counters all, Counters some) {
        List<Long> left = new ArrayList<>();
        for (int bin = 0; bin < Latencies.BINS; bin++) {
            left.add(all.latencies().counts().get(bin)
                    - some.latencies().counts().get(bin));
        }
        return new Counters(
                all.accepted() - some.accepted(),
                all.refused() - some.refused(),
                all.acceptedInPause() - some.acceptedInPause(),
                all.refusedInPause() - some.refusedInPause(),
                new Latencies(left));
    }
}
