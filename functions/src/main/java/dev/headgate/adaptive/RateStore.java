package dev.headgate.adaptive;

import java.time.Instant;
import java.util.Optional;

/**
 * Where rates that follow are kept: sums that anybody adds to, and a record that changes on condition of its revision.
 *
 * <p>All throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach; whether a write happened is then
 * unknown.
 */
public interface RateStore {

    /** Returns what is known of a rate, perhaps a moment old; empty if nobody has reported. */
    Optional<RateSighting> find(String id);

    /**
     * Adds outcomes, and returns the rate with them. Never tried twice: what is added twice counts twice.
     *
     * @param starting the record of a rate that has none yet
     */
    RateSighting report(String id, Counters added, RateRecord starting, Instant now);

    /**
     * Puts the next record of a rate that is still as it was seen, and takes off the counters what was counted. The pause
     * keeps its times, which others may have changed meanwhile, and gets the next one's bound.
     *
     * @return whether it did; of many who saw the same, one does
     */
    boolean tryMove(String id, RateSighting seen, RateRecord next, Counters counted);

    /**
     * Puts a pause where there is still the one that was seen.
     *
     * @return the pause that holds: this one, or that of somebody who was quicker
     */
    Pause pause(String id, Pause seen, Pause next);
}
