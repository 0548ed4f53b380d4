package dev.headgate.permit;

import dev.headgate.permit.Taking.Refused;
import java.time.Instant;
import java.util.Optional;

/** One way to ask limits of every type. */
final class Turnstiles {
    private final RateTurnstile rates;
    private final QuotaTurnstile quotas;

    Turnstiles(RateTurnstile rates, QuotaTurnstile quotas) {
        this.rates = rates;
        this.quotas = quotas;
    }

    QuotaTurnstile quotas() {
        return quotas;
    }

    /** @throws dev.headgate.InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(Limit limit, Claim claim, Terms terms) {
        switch (limit) {
            case RateLimit rate -> rates.requirePossible(rate, claim, terms);
            case QuotaLimit quota -> quotas.requirePossible(quota, claim);
        }
    }

    /** Returns the refusal that this environment saw and that still holds; no store is asked. */
    Optional<Refused> remembered(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.remembered(rate, claim, terms);
            case QuotaLimit quota -> quotas.remembered(quota, claim, terms);
        };
    }

    /** @throws dev.headgate.StoreUnavailableException if the store is out of reach; at worst the part is wasted then */
    Taking take(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.take(rate, claim, terms);
            case QuotaLimit quota -> quotas.take(quota, claim, terms);
        };
    }

    /** Gives a part back as far as nobody can be hurt by it. */
    void giveBack(Part part) {
        switch (part) {
            case Part.Slots slots -> rates.giveBack(slots);
            case Part.Counted counted -> quotas.giveBack(counted);
            case Part.Uncounted _ -> {}
        }
    }

    /**
     * Returns the place of a limit among others whose lines are as long: first what waits, then what only counts, so that
     * as little as possible is given back.
     */
    static int place(Limit limit) {
        return switch (limit) {
            case RateLimit _ -> 0;
            case QuotaLimit _ -> 1;
        };
    }

    /** Returns why a limit makes an ask wait. */
    static Reason reason(Limit limit) {
        return switch (limit) {
            case RateLimit _ -> Reason.RATE;
            case QuotaLimit _ -> Reason.QUOTA;
        };
    }

    /** Returns when the claim might start, by what this environment saw last. */
    Instant expectedStart(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.expectedStart(rate, claim, terms);
            case QuotaLimit quota -> quotas.expectedStart(quota, claim, terms);
        };
    }
}
