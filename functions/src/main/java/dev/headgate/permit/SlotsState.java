package dev.headgate.permit;

import java.time.Instant;

/**
 * The slots of a limit as they stand, for those who only look.
 *
 * @param held how many are lent now, those above a lowered limit included
 * @param nextAt when one may be had again: now, or when the first lease ends; sooner if one is given back
 */
public record SlotsState(ConcurrencyLimit limit, long held, Instant nextAt) implements LimitState {

    /** Returns how many could be lent now. */
    @Override
    public long available() {
        return Math.max(0, limit.slotsNow() - held);
    }
}
