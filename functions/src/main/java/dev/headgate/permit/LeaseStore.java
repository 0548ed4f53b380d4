package dev.headgate.permit;

import java.util.List;
import java.util.OptionalLong;

/**
 * Where slots are kept, each for itself. Implementations decide each call by one conditional write that needs no read
 * before it; {@link #look} only suggests where to try.
 *
 * <p>All throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach; whether the write happened is
 * then unknown, and at worst a slot stays lent until its lease ends.
 */
public interface LeaseStore {

    /** Lends the slot, in a new epoch, if {@link LeaseAsk#mayTake} says so; otherwise changes nothing. */
    Lending tryTake(String bucket, int slot, LeaseAsk ask);

    /**
     * Moves the lease's end forward to at least {@code until}, if this holder still has the slot in this epoch.
     *
     * @return the end that stands then; empty if the lease is lost: given back, or taken over after its end
     */
    OptionalLong tryRenew(String bucket, int slot, String holder, long epoch, long until);

    /** Ends the lease, if this holder still has the slot in this epoch. Returns whether it did. */
    boolean tryRelease(String bucket, int slot, String holder, long epoch);

    /** As {@link #tryRelease}, if moreover nobody has moved the end of the lease from {@code until} since. */
    boolean tryGiveBack(String bucket, int slot, String holder, long epoch, long until);

    /**
     * Returns those of the slots {@code from} to {@code to}, the last excluded, that were ever lent, in order. May be
     * stale. Changes nothing.
     */
    List<Slot> look(String bucket, int from, int to);
}
