package dev.headgate.permit;

import java.util.List;
import java.util.Optional;

/**
 * Where durable permits are remembered. Each call that changes a record is decided by one conditional write.
 *
 * <p>All throw {@link dev.headgate.StoreUnavailableException} if the store is out of reach; whether the write happened is
 * then unknown, and the same call again finds out.
 */
public interface PermitRecords {

    /**
     * Remembers the permit, if its request has none. Returns the record that stands against it; empty if it is remembered,
     * also by an earlier try of the same write.
     */
    Optional<PermitRecord> tryPut(PermitRecord permit);

    /** As {@link #tryPut}, in the place of {@code over}, if that still stands there as it was seen. */
    Optional<PermitRecord> tryReplace(PermitRecord over, PermitRecord permit);

    /** Returns the request's record as it is now. */
    Optional<PermitRecord> find(Holder holder);

    /**
     * Ends the permit, if it is ACTIVE and the ending speaks of no other limits than it does. Returns the record as it
     * stands after that; empty if there is none of that permit. Whose ending it was is told by its mark.
     */
    Optional<PermitRecord> tryEnd(PermitId id, Ending ending);

    /** Remembers that what was used beyond the estimate has been charged. */
    void charged(PermitId id);

    /**
     * Returns permits of an owner that are ACTIVE or may have something to be charged, up to a page of them.
     *
     * @param after the last request of the page before; empty for the first
     */
    Page unfinished(String owner, String after);

    /**
     * A part of an owner's permits.
     *
     * @param last the request after which the next page begins; empty if there is none
     */
    record Page(List<PermitRecord> permits, String last) {}
}
