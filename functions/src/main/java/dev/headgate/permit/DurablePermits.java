package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.StoreUnavailableException;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Asks whose permits are remembered, so that the same request gets the same answer (see the package, "Durable permits").
 * Thread-safe; shared by all requests of an environment.
 */
public final class DurablePermits {
    private final PermitGranter granter;
    private final PermitRecords records;
    private final Corrections corrections;
    private final RandomGenerator random;

    /** @param random tells the grants of one request apart */
    public DurablePermits(PermitGranter granter, PermitRecords records, RandomGenerator random) {
        this.granter = granter;
        this.records = records;
        this.corrections = granter.corrections();
        this.random = random;
    }

    /**
     * Returns what {@link PermitGranter#acquire} does; for a request that has a holder and was granted before, that
     * answer again. A refusal is not remembered.
     *
     * @throws InvalidRequestException also if the same request asked for something else; nothing is taken then
     * @throws StoreUnavailableException also if the permit could not be remembered; at worst its slots are wasted
     */
    public Decision acquire(PermitRequest request, Instant now) {
        Holder holder = request.holder();
        Decision decision = granter.acquire(request, now);
        if (holder == null) {
            return decision;
        }
        return switch (decision) {
            case Granted granted -> remembered(granted, request, holder, now);
            case Denied denied -> refused(denied, request, holder, now);
        };
    }

    /** The slots came first: a process that is killed here wastes them, and no record promises what was never taken. */
    private Decision remembered(Granted granted, PermitRequest request, Holder holder, Instant now) {
        PermitRecord mine = PermitRecord.active(new PermitId(holder, mark(random)), granted);
        try {
            Optional<PermitRecord> stands = records.tryPut(mine);
            if (stands.filter(mine::hasLeaseOfEnded).isPresent()) {
                return anew(mine, stands.get(), request, now);
            }
            return stands.flatMap(first ->
                            isOver(first, mine.leases(), now) ? records.tryReplace(first, mine) : Optional.of(first))
                    .<Decision>map(first -> insteadOf(mine, first))
                    .orElseGet(() -> granted.as(mine.id(), false));
        } catch (StoreUnavailableException e) {
            if (mine.parts().stream().allMatch(DurablePermits::grantedWithoutStore)) {
                return granted.as(mine.id(), false);
            }
            throw e;
        }
    }

    /** Whoever ended that permit gives its slot away, if not yet, then soon: it is done here, and another one asked for. */
    private Decision anew(PermitRecord mine, PermitRecord ended, PermitRequest request, Instant now) {
        corrections.release(ended);
        mine.parts().forEach(corrections::giveBack);
        return acquire(request, now);
    }

    private Decision insteadOf(PermitRecord mine, PermitRecord first) {
        mine.parts().forEach(corrections::giveBack);
        return again(first, mine.claims());
    }

    /** A repeat may find the limit taken up, by its own first ask not least. */
    private Decision refused(Denied denied, PermitRequest request, Holder holder, Instant now) {
        return records.find(holder)
                .filter(first -> !isOver(first, List.of(), now))
                .<Decision>map(first -> again(first, request.claims()))
                .orElse(denied);
    }

    /**
     * It ended, or its lease did and another may have the slot: the same answer again would let in one too many. One that is
     * settled is spent, and has no lease any more.
     */
    private boolean isOver(PermitRecord first, List<Part.Lease> held, Instant now) {
        return first.over(now) || (first.state() == PermitRecord.State.ACTIVE && corrections.lost(first, held, now));
    }

    private static Granted again(PermitRecord first, List<Claim> claims) {
        if (!first.claims().equals(claims)) {
            throw new InvalidRequestException("requestId must be another one for another ask, got: "
                    + first.id().holder().requestId() + ", which asked for " + first.claims());
        }
        return first.granted().as(first.id(), true);
    }

    /** The limits' policy is to grant without the store, and then nothing is remembered either. */
    private static boolean grantedWithoutStore(Part part) {
        return part instanceof Part.Uncounted uncounted && uncounted.reason() == Reason.STORE_UNAVAILABLE;
    }

    /** Returns what tells one request's writes from all others'. */
    static String mark(RandomGenerator random) {
        return "%016x".formatted(random.nextLong());
    }
}
