package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;

/**
 * When the units of one permit may start: the first {@code burst} at {@code startAt}, the others an interval apart.
 *
 * @param startAt the first slot; never before the moment of the grant
 * @param burst how many units may start at once, at {@code startAt}, 1 to {@code permits}
 * @param interval the limit's emission interval
 * @param permits how many units the permit has
 */
public record Schedule(Instant startAt, int burst, Duration interval, int permits) {

    /** Returns the moment from which unit {@code k}, counted from 0, may start. */
    public Instant slot(int k) {
        return k < burst ? startAt : startAt.plus(interval.multipliedBy(k - burst + 1L));
    }

    /** Returns the last unit's slot. */
    public Instant last() {
        return slot(permits - 1);
    }
}
