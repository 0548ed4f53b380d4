package dev.headgate.permit;

import java.time.Instant;

/**
 * Where buckets are kept: one number each, {@code tat} in nanoseconds since the epoch. Implementations decide each call
 * by conditional writes that need no read before them.
 *
 * <p>All throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach; whether the write happened is
 * then unknown, and at worst a slot is wasted.
 */
public interface PermitStore {

    /** Takes the units if the ask is in time, and returns what stood before; otherwise changes nothing. */
    Reservation tryReserve(String bucket, Ask ask);

    /**
     * Moves the bucket's {@code tat} forward, so that no slot before {@code until} is handed out any more; a later one
     * stays.
     *
     * @param pace what the bucket is counted in, where it does not say so itself
     */
    void pause(String bucket, Pace pace, Instant until);

    /**
     * Moves the bucket back to where it stood before its last pause, if nobody has reserved since: slots that were handed
     * out behind the pause stay as they are. Returns whether it did. Never tried twice.
     */
    boolean tryResume(String bucket);

    /** Returns the bucket's {@code tat}, or 0 for one that is idle since ever. Changes nothing. */
    long peek(String bucket);

    /**
     * Moves the bucket back from {@code tatAfter} to {@code tatBefore}, if nobody has reserved since: only then is it sure
     * that no slot is handed out twice. Returns whether it did. Not where the bucket has been converted from that far: its
     * {@code tat} may have come up there again, in other terms.
     *
     * <p>Never tried twice: after a lost answer somebody else may stand at the same {@code tatAfter}.
     */
    boolean tryGiveBack(String bucket, long tatBefore, long tatAfter);

    /**
     * Moves the bucket's {@code tat} back by the refund's cost although others have reserved since, if the limit's share
     * for that allows it. Returns whether it did. Never tried twice, for the same reason.
     */
    boolean tryRefund(String bucket, Refund refund);

    /**
     * Moves the bucket's {@code tat} forward by {@code cost}, which was used without having been asked for. An idle
     * bucket has worked off what lies before now; one that is not there stands at {@code tatAfter}.
     */
    void charge(String bucket, long tatAfter, long cost);

    /** Returns the latest {@code tat} that this environment saw, 0 if none; the store is not asked. */
    long lastSeen(String bucket);
}
