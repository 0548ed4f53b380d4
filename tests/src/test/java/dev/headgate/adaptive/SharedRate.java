package dev.headgate.adaptive;

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
        counters = counters.minus(seen.counters());
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
}
