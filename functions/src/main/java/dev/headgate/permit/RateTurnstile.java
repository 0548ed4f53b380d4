package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.Taking.Refused;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Takes slots of RATE limits. */
final class RateTurnstile {
    /** Shards that one ask may find full before it is told to come again: each costs a write. */
    private static final int MOST_WRITES = 3;

    /** How many lengths of a short line those come back in who did not find a place in it. */
    private static final long SPREAD = 4;

    private final PermitStore store;
    private final Shards shards = new Shards();
    private final RefusalMemory<Reservation.Refused> refusals;
    private final RandomGenerator random;

    /**
     * @param remember how long a refusal may be answered from memory
     * @param random spreads asks over a limit's shards, and those who ask again over time
     */
    RateTurnstile(PermitStore store, Duration remember, RandomGenerator random) {
        this.store = store;
        this.refusals = new RefusalMemory<>(remember);
        this.random = random;
    }

    /** @throws InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(RateLimit limit, Claim claim, Terms terms) {
        Ask ask = ask(shards.of(limit, claim.key()).getFirst().share(), claim, terms);
        long together = ask.tolerance() / ask.pace().interval();
        if (!terms.paced() && claim.permits() > together) {
            throw new InvalidRequestException(
                    "permits must be at most %d for limit %s, the burst that its lateness leaves, got: %d of one call"
                            .formatted(together, limit.name(), claim.permits()));
        }
        if (ask.impossible()) {
            long most =
                    (terms.patience().toNanos() + ask.tolerance()) / ask.pace().interval();
            throw new InvalidRequestException(
                    "permits must be at most %d for limit %s with a wait of at most %s, got: %d"
                            .formatted(most, limit.name(), terms.patience(), claim.permits()));
        }
    }

    /** Returns the refusal that this environment saw and that still holds for all shards; the store is not asked. */
    Optional<Refused> remembered(RateLimit limit, Claim claim, Terms terms) {
        Optional<Refused> earliest = Optional.empty();
        for (Shard shard : shards.of(limit, claim.key())) {
            Optional<Refused> known = remembered(shard, claim, terms);
            if (known.isEmpty()) {
                return known;
            }
            earliest = earliest.map(one -> earlier(one, known.get())).or(() -> known);
        }
        return earliest;
    }

    /** Asks the store, for a limit that is not {@link #remembered} to refuse. */
    Taking take(RateLimit limit, Claim claim, Terms terms) {
        List<Shard> all = shards.of(limit, claim.key());
        return all.size() == 1 ? takeOf(all.getFirst(), claim, terms) : takeOfOne(all, claim, terms);
    }

    /** Asks the shard with the shortest line first, by what this environment saw, and leaves out what would refuse. */
    private Taking takeOfOne(List<Shard> all, Claim claim, Terms terms) {
        @Nullable Refused earliest = null;
        int writes = 0;
        for (Shard shard : shortestLineFirst(all, claim, terms)) {
            Optional<Refused> known = remembered(shard, claim, terms);
            if (known.isEmpty() && writes++ == MOST_WRITES) {
                break;
            }
            switch (known.isPresent() ? known.get() : takeOf(shard, claim, terms)) {
                case Taken taken -> {
                    return taken;
                }
                case Refused why -> earliest = earliest == null ? why : earlier(earliest, why);
            }
        }
        return Objects.requireNonNull(earliest, "a limit has a shard");
    }

    private Optional<Refused> remembered(Shard shard, Claim claim, Terms terms) {
        Ask ask = ask(shard.share(), claim, terms);
        return refusals.find(shard.bucket(), terms.now())
                .filter(refusal -> ask.refusedAt(refusal.tat()))
                .map(refusal -> refused(ask, refusal, terms));
    }

    private Taking takeOf(Shard shard, Claim claim, Terms terms) {
        return takeOf(shard, ask(shard.share(), claim, terms), claim, terms);
    }

    private Taking takeOf(Shard shard, Ask ask, Claim claim, Terms terms) {
        if (ask.refusedAt(0) || inVain(ask, terms)) {
            return refused(ask, new Reservation.Refused(0, 0), terms);
        }
        return switch (store.tryReserve(shard.bucket(), ask)) {
            case Reservation.Taken taken -> taken(shard.bucket(), claim, ask, taken.tatBefore(), terms);
            case Reservation.Outdated newer ->
                takeOf(shard, ask(shard.share(), newer.pace(), claim, terms), claim, terms);
            case Reservation.Refused refusal -> {
                refusals.remember(shard.bucket(), refusal, terms.now());
                yield refused(ask, refusal, terms);
            }
        };
    }

    /** Forgets what a key's buckets refused: they were moved back. */
    void forget(RateLimit limit, @Nullable String key) {
        shards.of(limit, key).forEach(shard -> refusals.forget(shard.bucket()));
    }

    /** Returns when one more unit might start, by what this environment saw last: to ask the longest line first. */
    Instant expectedStart(RateLimit limit, Claim claim, Terms terms) {
        return shards.of(limit, claim.key()).stream()
                .map(shard -> expectedStart(shard, claim, terms))
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    private Instant expectedStart(Shard shard, Claim claim, Terms terms) {
        return ask(shard.share(), claim, terms)
                .scheduleAfter(store.lastSeen(shard.bucket()))
                .startAt();
    }

    private List<Shard> shortestLineFirst(List<Shard> all, Claim claim, Terms terms) {
        List<Shard> sorted = new ArrayList<>(all);
        Collections.rotate(sorted, random.nextInt(sorted.size()));
        sorted.sort(Comparator.comparing(shard -> expectedStart(shard, claim, terms)));
        return sorted;
    }

    private static Ask ask(RateLimit limit, Claim claim, Terms terms) {
        return ask(limit, Pace.of(limit), claim, terms);
    }

    private static Ask ask(RateLimit limit, Pace pace, Claim claim, Terms terms) {
        return Ask.of(limit, pace, terms.priority(), claim.permits(), terms.patience(), terms.from());
    }

    private static Taking taken(String bucket, Claim claim, Ask ask, long tatBefore, Terms terms) {
        Schedule schedule = terms.paced() ? ask.scheduleAfter(tatBefore) : ask.togetherAfter(tatBefore);
        long tatAfter = ask.tatAfter(tatBefore);
        return new Taken(
                new Part.Slots(claim, bucket, tatBefore, tatAfter, schedule),
                standing(ask, tatAfter, schedule.startAt(), terms));
    }

    private static Standing standing(Ask ask, long tat, Instant startAt, Terms terms) {
        RateLimit limit = ask.limit();
        long remaining = BucketState.of(limit, tat, terms.now()).available();
        boolean near = !startAt.isAfter(terms.from()) && isNear(limit, remaining);
        return new Standing(
                remaining, Nanos.toInstant(tat), near, limit.warning().orElse(null));
    }

    /** A line says for itself that the limit is used up. Before that, most of the burst being in use is worth a word. */
    private static boolean isNear(RateLimit limit, long remaining) {
        long burst = limit.grantedBurst();
        return burst > 1 && (burst - remaining) * 100 >= burst * limit.policy().nearPercent();
    }

    /** In terms of a limit that was lowered, and that this environment knows as it was. */
    private static boolean inVain(Ask ask, Terms terms) {
        return ask.impossible() || (!terms.paced() && ask.cost() > ask.tolerance());
    }

    private Refused refused(Ask ask, Reservation.Refused refusal, Terms terms) {
        Reason reason = refusal.pausedUntil() > ask.now() ? Reason.PAUSED : Reason.RATE;
        long wait = Math.max(ask.pace().interval(), ask.excess(refusal.tat()));
        Instant retryAt = terms.now().plusNanos(wait);
        boolean wouldWait = retryAt.isBefore(terms.latest());
        long spread = wouldWait ? ask.limit().line(ask.pace()).orElse(0L) * SPREAD : 0;
        return new Refused(reason, spread == 0 ? retryAt : retryAt.plusNanos(random.nextLong(spread)));
    }

    private static Refused earlier(Refused one, Refused other) {
        return other.retryAt().isBefore(one.retryAt()) ? other : one;
    }
}
