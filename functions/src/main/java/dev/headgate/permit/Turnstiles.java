package dev.headgate.permit;

import dev.headgate.permit.Taking.Refused;
import java.time.Instant;
import java.util.Optional;

/** One way to ask limits of every type. */
final class Turnstiles {
    private final RateTurnstile rates;

    Turnstiles(RateTurnstile rates) {
        this.rates = rates;
    }

    /** @throws dev.headgate.InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(Limit limit, Claim claim, Terms terms) {
        switch (limit) {
            case RateLimit rate -> rates.requirePossible(rate, claim, terms);
        }
    }

    /** Returns the refusal that this environment saw and that still holds; no store is asked. */
    Optional<Refused> remembered(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.remembered(rate, claim, terms);
        };
    }

    /** @throws dev.headgate.StoreUnavailableException if the store is out of reach; at worst the part is wasted then */
    Taking take(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.take(rate, claim, terms);
        };
    }

    /** Gives a part back as far as nobody can be hurt by it. */
    void giveBack(Part part) {
        switch (part) {
            case Part.Slots slots -> rates.giveBack(slots);
            case Part.Uncounted _ -> {}
        }
    }

    /** Returns when the claim might start, by what this environment saw last. */
    Instant expectedStart(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.expectedStart(rate, claim, terms);
        };
    }
}
