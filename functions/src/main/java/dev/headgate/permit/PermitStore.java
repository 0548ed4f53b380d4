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

    /** Moves the bucket's {@code tat} forward to at least {@code tat}; a later one stays. */
    void pause(String bucket, long tat, Instant until);

    /** Returns the bucket's {@code tat}, or 0 for one that is idle since ever. Changes nothing. */
    long peek(String bucket);

    /**
     * Moves the bucket back from {@code tatAfter} to {@code tatBefore}, if nobody has reserved since: only then is it sure
     * that no slot is handed out twice. Returns whether it did.
     */
    boolean tryGiveBack(String bucket, long tatBefore, long tatAfter);

    /** Returns the latest {@code tat} that this environment saw, 0 if none; the store is not asked. */
    long lastSeen(String bucket);
}
