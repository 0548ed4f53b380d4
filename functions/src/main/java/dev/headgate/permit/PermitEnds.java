package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.PermitEnd.Done;
import dev.headgate.permit.PermitEnd.NotDone;
import dev.headgate.permit.PermitRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How durable permits end: settled, released or cancelled, once each, by whoever knows their name (see the package, "Durable
 * permits"). Thread-safe; shared by all requests of an environment.
 */
public final class PermitEnds {
    private final PermitRecords records;
    private final Corrections corrections;
    private final RandomGenerator random;

    /** @param random tells the requests apart that end one permit */
    public PermitEnds(PermitGranter granter, PermitRecords records, RandomGenerator random) {
        this.records = records;
        this.corrections = granter.corrections();
        this.random = random;
    }

    /** The same without a granter, for a function that grants nothing. */
    public PermitEnds(LimitStore limits, PermitStores stores, PermitRecords records, RandomGenerator random) {
        this.records = records;
        this.corrections = new Corrections(limits, new Turnstiles(stores, Duration.ZERO, random));
        this.random = random;
    }

    /**
     * Notes what the call really used, and corrects the limits' counts: down as far as that hurts nobody, up always.
     *
     * @throws InvalidRequestException if {@code used} names a limit that the permit is not of; nothing is changed
     * @throws StoreUnavailableException if the store is out of reach; the same call again completes it
     */
    public PermitEnd settle(PermitId id, List<Usage> used, Instant now) {
        return end(id, State.SETTLED, used, now);
    }

    /** Ends a permit that was used as asked, and what it holds while its call lasts. Throws as {@link #settle} does. */
    public PermitEnd release(PermitId id, Instant now) {
        return end(id, State.RELEASED, List.of(), now);
    }

    /** Ends a permit whose call was never made, and gives back what nobody is hurt by. Throws as {@link #settle} does. */
    public PermitEnd cancel(PermitId id, Instant now) {
        return end(id, State.CANCELLED, List.of(), now);
    }

    /**
     * Ends what an execution that is over has not ended itself, and returns how many permits that were. What lies in the
     * future is cancelled. Repeated, also after it broke off, it goes on with what is left; a slot whose permit was ended, and
     * that could not be freed then, stays lent until its lease ends.
     */
    public int endAll(String owner, Instant now) {
        int ended = 0;
        String after = "";
        do {
            PermitRecords.Page page = records.unfinished(owner, after);
            for (PermitRecord permit : page.permits()) {
                ended += endLeftOver(permit, now) ? 1 : 0;
            }
            after = page.last();
        } while (!after.isEmpty());
        return ended;
    }

    private boolean endLeftOver(PermitRecord permit, Instant now) {
        if (permit.state() != State.ACTIVE) {
            complete(permit);
            return false;
        }
        boolean future = permit.granted().schedule().startAt().isAfter(now);
        return end(permit.id(), future ? State.CANCELLED : State.RELEASED, List.of(), now) instanceof Done done
                && !done.again();
    }

    /** The record's write decides whose ending counts. Only then are counts corrected, down once, up until it is done. */
    private PermitEnd end(PermitId id, State state, List<Usage> used, Instant now) {
        Ending ending = new Ending(state, used, DurablePermits.mark(random));
        PermitRecord permit = records.tryEnd(id, ending).orElse(null);
        if (permit == null) {
            return new NotDone(NotDone.Reason.UNKNOWN_PERMIT);
        }
        boolean again = !permit.endedBy().equals(ending.mark());
        return switch (permit.state()) {
            case ACTIVE -> throw speaksOfOthers(permit, used);
            case SETTLED, RELEASED, CANCELLED ->
                permit.state() == state
                        ? done(permit, again, now)
                        : new NotDone(NotDone.Reason.valueOf(permit.state().name()));
        };
    }

    private Done done(PermitRecord permit, boolean again, Instant now) {
        long refunded = again ? 0 : corrections.refund(permit, now);
        complete(permit);
        return new Done(permit, again, refunded);
    }

    private void complete(PermitRecord permit) {
        corrections.release(permit);
        if (permit.owing()) {
            corrections.charge(permit);
            records.charged(permit.id());
        }
    }

    private static InvalidRequestException speaksOfOthers(PermitRecord permit, List<Usage> used) {
        Usage other = used.stream()
                .filter(usage -> permit.claims().stream().noneMatch(usage::isOf))
                .findFirst()
                .orElseThrow();
        return new InvalidRequestException(
                "used must name limits and keys of the permit, %s, got: %s".formatted(permit.claims(), other));
    }
}
