package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.QuotaStore.Count;
import dev.headgate.permit.Taking.Refused;
import dev.headgate.permit.Taking.Standing;
import dev.headgate.permit.Taking.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Counts permits of QUOTA limits, and gives them back.
 *
 * <p>A call is counted in the window in which it starts. If that one is full and the ask would wait for the next, it is
 * counted there and starts with it: a quota, too, answers with a time.
 */
final class QuotaTurnstile {
    /** Windows that one ask may find full before it is told to come again: each costs a write. */
    private static final int MOST_WRITES = 3;

    private final QuotaStore store;
    private final RefusalMemory<Count.Full> full;

    /** @param remember how long a refusal may be answered from memory */
    QuotaTurnstile(QuotaStore store, Duration remember) {
        this.store = store;
        this.full = new RefusalMemory<>(remember);
    }

    /** @throws InvalidRequestException if the claim is larger than any window's quota */
    void requirePossible(QuotaLimit limit, Claim claim) {
        if (claim.permits() > limit.permits()) {
            throw new InvalidRequestException("permits must be at most %d for limit %s, all of a window, got: %d"
                    .formatted(limit.permits(), limit.name(), claim.permits()));
        }
    }

    /** Returns the refusal that this environment saw and that still holds; the store is not asked. */
    Optional<Refused> remembered(QuotaLimit limit, Claim claim, Terms terms) {
        Window.Span open = firstOpen(limit, claim, limit.countedAt(terms.from()), terms);
        return tooLate(open, terms) ? Optional.of(refused(open)) : Optional.empty();
    }

    Taking take(QuotaLimit limit, Claim claim, Terms terms) {
        Window.Span span = firstOpen(limit, claim, limit.countedAt(terms.from()), terms);
        for (int writes = 0; writes < MOST_WRITES && !tooLate(span, terms); writes++) {
            String item = limit.item(claim.key(), span);
            switch (store.tryCount(item, claim.permits(), limit.permits(), span.end())) {
                case Count.Counted counted -> {
                    return taken(limit, claim, span, counted.used(), terms);
                }
                case Count.Full refusal -> full.remember(item, refusal, terms.now());
            }
            span = firstOpen(limit, claim, limit.countedAt(span.end()), terms);
        }
        return refused(span);
    }

    void giveBack(Part.Counted counted) {
        store.giveBack(counted.item(), counted.claim().permits());
    }

    /** Gives back units that were counted and not used. Called once. */
    boolean refund(Part.Counted counted, long units) {
        store.giveBack(counted.item(), units);
        return true;
    }

    /** Counts units that were used without having been asked for, also beyond the quota. */
    void charge(Part.Counted counted, long units) {
        store.tryCount(counted.item(), units, Long.MAX_VALUE, counted.before());
    }

    /** Returns when the claim might start, by what this environment saw last. */
    Instant expectedStart(QuotaLimit limit, Claim claim, Terms terms) {
        return start(firstOpen(limit, claim, limit.countedAt(terms.from()), terms), terms);
    }

    QuotaState peek(QuotaLimit limit, @Nullable String key, Instant now) {
        Window.Span span = limit.countedAt(now);
        return new QuotaState(limit, store.used(limit.item(key, span)), span.end());
    }

    /** Returns the first window from {@code span} on that is not known to be full, or the first that is too late. */
    private Window.Span firstOpen(QuotaLimit limit, Claim claim, Window.Span span, Terms terms) {
        Window.Span open = span;
        while (!tooLate(open, terms) && isFull(limit, claim, open, terms.now())) {
            open = limit.countedAt(open.end());
        }
        return open;
    }

    private boolean isFull(QuotaLimit limit, Claim claim, Window.Span span, Instant now) {
        return full.find(limit.item(claim.key(), span), now)
                .filter(seen -> seen.used() > limit.permits() - claim.permits())
                .isPresent();
    }

    private static boolean tooLate(Window.Span span, Terms terms) {
        return start(span, terms).isAfter(terms.latest());
    }

    private static Instant start(Window.Span span, Terms terms) {
        return span.start().isAfter(terms.from()) ? span.start() : terms.from();
    }

    private static Refused refused(Window.Span open) {
        return new Refused(Reason.QUOTA, open.start());
    }

    private static Taken taken(QuotaLimit limit, Claim claim, Window.Span span, long used, Terms terms) {
        long remaining = Math.max(0, limit.permits() - used);
        boolean near = 100 * used >= limit.permits() * limit.policy().nearPercent();
        Instant latest = span.end().minus(limit.lateness());
        return new Taken(
                new Part.Counted(claim, limit.item(claim.key(), span), start(span, terms), latest),
                new Standing(remaining, span.end(), near, null));
    }
}
