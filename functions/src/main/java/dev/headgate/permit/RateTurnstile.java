package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.Taking.Refused;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Takes slots of RATE limits, and gives them back. */
final class RateTurnstile {
    private final PermitStore store;
    private final RefusalMemory refusals;

    /** @param remember how long a refusal may be answered from memory */
    RateTurnstile(PermitStore store, Duration remember) {
        this.store = store;
        this.refusals = new RefusalMemory(remember);
    }

    /** @throws InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(RateLimit limit, Claim claim, Terms terms) {
        if (!terms.paced()) {
            requireFitsBurst(limit, claim);
        }
        if (ask(limit, claim, terms).impossible()) {
            long most = (terms.patience().toNanos() + limit.toleranceNanos()) / limit.intervalNanos();
            throw new InvalidRequestException(
                    "permits must be at most %d for limit %s with a wait of at most %s, got: %d"
                            .formatted(most, limit.name(), terms.patience(), claim.permits()));
        }
    }

    /** Returns the refusal that this environment saw and that still holds; the store is not asked. */
    Optional<Refused> remembered(RateLimit limit, Claim claim, Terms terms) {
        Ask ask = ask(limit, claim, terms);
        return refusals.find(limit.bucket(claim.key()), ask, terms.now()).map(refusal -> refused(ask, refusal, terms));
    }

    Taking take(RateLimit limit, Claim claim, Terms terms) {
        String bucket = limit.bucket(claim.key());
        Ask ask = ask(limit, claim, terms);
        return switch (store.tryReserve(bucket, ask)) {
            case Reservation.Taken taken -> taken(bucket, claim, ask, taken.tatBefore(), terms);
            case Reservation.Refused refusal -> {
                refusals.remember(bucket, refusal, terms.now());
                yield refused(ask, refusal, terms);
            }
        };
    }

    void giveBack(Part.Slots slots) {
        store.tryGiveBack(slots.bucket(), slots.tatBefore(), slots.tatAfter());
    }

    /** Returns when one more unit might start, by what this environment saw last: to ask the longest line first. */
    Instant expectedStart(RateLimit limit, Claim claim, Terms terms) {
        long tat = store.lastSeen(limit.bucket(claim.key()));
        return ask(limit, claim, terms).scheduleAfter(tat).startAt();
    }

    private static Ask ask(RateLimit limit, Claim claim, Terms terms) {
        return Ask.of(limit, claim.permits(), terms.patience(), terms.from());
    }

    private static Taking taken(String bucket, Claim claim, Ask ask, long tatBefore, Terms terms) {
        Schedule schedule = terms.paced() ? ask.scheduleAfter(tatBefore) : ask.togetherAfter(tatBefore);
        long tatAfter = ask.tatAfter(tatBefore);
        return new Taken(
                new Part.Slots(claim, bucket, tatBefore, tatAfter, schedule),
                standing(ask.limit(), tatAfter, terms.now()));
    }

    private static Standing standing(RateLimit limit, long tat, Instant now) {
        long remaining = BucketState.of(limit, tat, now).available();
        long inUse = limit.grantedBurst() - remaining;
        boolean near = inUse * 100 >= limit.grantedBurst() * limit.policy().nearPercent();
        return new Standing(
                remaining, Nanos.toInstant(tat), near, limit.warning().orElse(null));
    }

    private static Refused refused(Ask ask, Reservation.Refused refusal, Terms terms) {
        Reason reason = refusal.pausedUntil() > ask.now() ? Reason.PAUSED : Reason.RATE;
        return new Refused(reason, terms.now().plusNanos(ask.excess(refusal.tat())));
    }

    private static void requireFitsBurst(RateLimit limit, Claim claim) {
        if (claim.permits() > limit.grantedBurst()) {
            throw new InvalidRequestException(
                    "permits must be at most %d for limit %s, the burst that its lateness leaves, got: %d of one call"
                            .formatted(limit.grantedBurst(), limit.name(), claim.permits()));
        }
    }
}
