package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;

/**
 * When the units of one permit may start: the first {@code burst} at {@code startAt}, the others from {@code nextAt}, an
 * interval apart. Each slot is exact: that of the algorithm, or {@code startAt} where that lies in the past.
 *
 * @param startAt the first slot; never before the moment of the grant
 * @param burst how many units may start at once, at {@code startAt}, 1 to {@code permits}
 * @param nextAt the slot of the first unit behind the burst, at most an interval after {@code startAt}; where there is none,
 *     an interval after it
 * @param interval the limit's emission interval
 * @param permits how many units the permit has
 */
public record Schedule(Instant startAt, int burst, Instant nextAt, Duration interval, int permits) {

    /** Returns the schedule of units that may all start at one moment. */
    public static Schedule atOnce(Instant startAt, Duration interval, int permits) {
        return new Schedule(startAt, permits, startAt.plus(interval), interval, permits);
    }

    /** Returns the moment from which unit {@code k}, counted from 0, may start. */
    public Instant slot(int k) {
        return k < burst ? startAt : nextAt.plus(interval.multipliedBy(k - burst));
    }

    /** Returns the last unit's slot. */
    public Instant last() {
        return slot(permits - 1);
    }

    /** Returns whether there are units behind the burst. */
    public boolean isPaced() {
        return permits > burst;
    }
}
