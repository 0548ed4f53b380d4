package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.permit.LeaseSearch.Found;
import dev.headgate.permit.Taking.Refused;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Lends slots of CONCURRENCY limits (see the package), prolongs their leases and takes them back. */
final class LeaseTurnstile {
    private static final Duration SHORTEST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);
    private static final int RETRIES_A_LEASE = 10;
    private static final int PEEKED_AT_ONCE = 1_000;

    private final LeaseStore store;
    private final PageCursor cursor = new PageCursor();

    LeaseTurnstile(LeaseStore store) {
        this.store = store;
    }

    /** @throws InvalidRequestException if nobody is named who holds the lease, or several slots are asked for */
    void requirePossible(ConcurrencyLimit limit, Claim claim, Terms terms) {
        if (terms.holder() == null) {
            throw new InvalidRequestException("requestId must be given for limit " + limit.name()
                    + ", whose type is CONCURRENCY: it names who holds the slot, got: nothing");
        }
        if (claim.permits() != 1) {
            throw new InvalidRequestException("permits must be 1 for limit %s, whose type is CONCURRENCY, got: %d"
                    .formatted(limit.name(), claim.permits()));
        }
        limit.bucket(claim.key());
    }

    /** Lends a slot until a lease's length after the ask's latest start; a holder that has one keeps it. */
    Taking take(ConcurrencyLimit limit, Claim claim, Terms terms) {
        String bucket = limit.bucket(claim.key());
        Holder holder = Bounds.present("requestId", terms.holder());
        LeaseAsk ask = LeaseAsk.of(holder, terms.now(), terms.latestStart().plus(limit.lease()));
        LeaseSearch search = new LeaseSearch(store, cursor, bucket, ask, limit.slotsNow());
        Optional<Found> found = search.run();
        if (found.isEmpty()) {
            return new Refused(Reason.CONCURRENCY, retryAt(limit, search, terms.now()));
        }
        Part.Lease lease = lease(claim, bucket, ask, found.get(), terms);
        boolean near = search.percentHeld() >= limit.policy().nearPercent();
        return new Taken(lease, new Standing(0, lease.until(), near, null));
    }

    /**
     * Moves the lease's end to a lease's length after now, and never back.
     *
     * @return the lease with its new end; empty if it is lost: given back, or taken over after its end
     */
    Optional<Part.Lease> renew(Part.Lease lease, Duration length, Instant now) {
        OptionalLong until =
                store.tryRenew(lease.bucket(), lease.slot(), lease.holder(), lease.epoch(), Nanos.of(now.plus(length)));
        return until.isEmpty() ? Optional.empty() : Optional.of(lease.until(Nanos.toInstant(until.getAsLong())));
    }

    /** Ends the lease. Returns whether it did; a lease of an earlier epoch, or ended already, changes nothing. */
    boolean release(Part.Lease lease) {
        return store.tryRelease(lease.bucket(), lease.slot(), lease.holder(), lease.epoch());
    }

    /** Ends a lease that this very ask took, and that no repetition of it has found since. */
    void giveBack(Part.Lease lease) {
        if (!lease.again()) {
            store.tryGiveBack(lease.bucket(), lease.slot(), lease.holder(), lease.epoch(), Nanos.of(lease.until()));
        }
    }

    /** Reads all that were ever lent, page by page: for operators, at the price of the slots that there are. */
    SlotsState peek(ConcurrencyLimit limit, @Nullable String key, Instant now) {
        String bucket = limit.bucket(key);
        List<Slot> held = new ArrayList<>();
        for (int from = 0; from < ConcurrencyLimit.MOST_SLOTS; from += PEEKED_AT_ONCE) {
            int to = from + PEEKED_AT_ONCE;
            List<Slot> page = store.look(bucket, from, to);
            page.stream().filter(slot -> slot.heldAt(Nanos.of(now))).forEach(held::add);
            if (page.isEmpty() && to >= limit.slots()) {
                break;
            }
        }
        long firstEnd = held.size() < limit.slotsNow()
                ? Nanos.of(now)
                : held.stream().mapToLong(Slot::until).min().orElseThrow() + LeaseAsk.GUARD.toNanos();
        return new SlotsState(limit, held.size(), Nanos.toInstant(firstEnd));
    }

    private static Part.Lease lease(Claim claim, String bucket, LeaseAsk ask, Found found, Terms terms) {
        return new Part.Lease(
                claim,
                bucket,
                found.slot(),
                ask.holder(),
                found.epoch(),
                terms.from(),
                Nanos.toInstant(found.until()),
                found.again());
    }

    /** A tenth of a lease, for a slot may be given back at any moment; earlier if a lease ends before. */
    private static Instant retryAt(ConcurrencyLimit limit, LeaseSearch search, Instant now) {
        Duration tenth = limit.lease().dividedBy(RETRIES_A_LEASE);
        Duration pause = tenth.compareTo(SHORTEST_RETRY) < 0
                ? SHORTEST_RETRY
                : tenth.compareTo(LONGEST_RETRY) > 0 ? LONGEST_RETRY : tenth;
        Instant latest = now.plus(pause);
        OptionalLong end = search.earliestEnd();
        if (end.isEmpty()) {
            return latest;
        }
        Instant free = Nanos.toInstant(end.getAsLong()).plus(LeaseAsk.GUARD);
        return free.isBefore(latest) ? free : latest;
    }
}
