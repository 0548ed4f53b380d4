package dev.headgate.permit;

import java.util.Optional;

/**
 * A refund in the numbers of the algorithm, all but the units in nanoseconds (see the package, "Refunds"). Pure: the stores
 * turn it into a conditional write, the contract test holds them to it.
 *
 * @param now since the epoch
 * @param cost how far the bucket's {@code tat} moves back
 * @param latestTat beyond it the line reaches too far
 * @param units what counts against the window's share
 * @param mostBefore how many units the window may have refunded before this
 * @param window how long a window lasts
 * @param pace the terms in which all that is reckoned: a bucket of other terms refuses
 */
public record Refund(long now, long cost, long latestTat, long units, long mostBefore, long window, Pace pace) {

    /**
     * Returns the refund of {@code units} of the slots; empty if the limit refunds none, or none so late, or if the call
     * has been made although its slot is still to come.
     */
    static Optional<Refund> of(RateLimit limit, Part.Slots slots, long units, long now) {
        Refunds refunds = limit.refunds();
        long back = Math.min(units, refunds.mostPerWindow());
        long reach = refunds.reach().toNanos();
        long start = Nanos.of(slots.startAt());
        boolean usedBefore = units < slots.claim().permits() && now < start;
        if (back <= 0 || usedBefore || now > start + reach) {
            return Optional.empty();
        }
        long tolerance = limit.toleranceNanos();
        long interval =
                Math.min(limit.intervalNanos(), slots.schedule().interval().toNanos());
        return Optional.of(new Refund(
                now,
                // One nanosecond is kept, so that no tat comes up twice: see PermitStore.tryGiveBack.
                back * interval - 1,
                now + tolerance + reach / 2,
                back,
                refunds.mostPerWindow() - back,
                2 * tolerance + 3 * reach,
                Pace.of(limit)));
    }

    /** Returns whether a bucket refuses it that has this {@code tat}, counted in these terms, and a pause until then. */
    public boolean refusedAt(long tat, Pace counted, long pausedUntil) {
        return tat <= now || tat > latestTat || !counted.sameAs(pace) || pausedUntil > now;
    }

    /** Returns the units that count in the window after this refund; empty if they are too many. */
    public Optional<Long> counted(long windowEnd, long refunded) {
        long before = windowEnd > now ? refunded : 0;
        return before <= mostBefore ? Optional.of(before + units) : Optional.empty();
    }

    /** Returns when the window ends that this refund counts in. */
    public long windowEnd(long lastWindowEnd) {
        return lastWindowEnd > now ? lastWindowEnd : now + window;
    }
}
