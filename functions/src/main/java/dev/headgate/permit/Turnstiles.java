package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.Taking.Refused;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One way to ask limits of every type. */
final class Turnstiles {
    private final RateTurnstile rates;
    private final @Nullable LeaseTurnstile leases;

    /** @param leases absent where nobody holds leases, as in the worker: CONCURRENCY limits are refused by name there */
    Turnstiles(RateTurnstile rates, @Nullable LeaseTurnstile leases) {
        this.rates = rates;
        this.leases = leases;
    }

    /** @throws dev.headgate.InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(Limit limit, Claim claim, Terms terms) {
        switch (limit) {
            case RateLimit rate -> rates.requirePossible(rate, claim, terms);
            case ConcurrencyLimit slots -> leases().requirePossible(slots, claim, terms);
        }
    }

    /** Returns the refusal that this environment saw and that still holds; no store is asked. */
    Optional<Refused> remembered(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.remembered(rate, claim, terms);
            // A slot may be given back at any moment.
            case ConcurrencyLimit _ -> Optional.empty();
        };
    }

    /** @throws dev.headgate.StoreUnavailableException if the store is out of reach; at worst the part is wasted then */
    Taking take(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.take(rate, claim, terms);
            case ConcurrencyLimit slots -> leases().take(slots, claim, terms);
        };
    }

    /** Gives a part back as far as nobody can be hurt by it. */
    void giveBack(Part part) {
        switch (part) {
            case Part.Slots slots -> rates.giveBack(slots);
            case Part.Lease lease -> leases().giveBack(lease);
            case Part.Uncounted _ -> {}
        }
    }

    /** Returns when the claim might start, by what this environment saw last. */
    Instant expectedStart(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.expectedStart(rate, claim, terms);
            // First of all: a slot costs nothing to give back, and there are few.
            case ConcurrencyLimit _ -> Instant.MAX;
        };
    }

    private LeaseTurnstile leases() {
        if (leases == null) {
            throw new InvalidRequestException("type of the limit must be RATE for this caller, got: CONCURRENCY");
        }
        return leases;
    }
}
