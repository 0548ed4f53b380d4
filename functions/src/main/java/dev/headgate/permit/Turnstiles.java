package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.permit.Taking.Refused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One way to ask limits of every type. */
final class Turnstiles {
    /** How long an environment may go on with a rate as it last read it. */
    static final Duration RATE_CACHE = Duration.ofSeconds(1);

    private final Outages outages = new Outages();
    private final RateTurnstile rates;
    private final RateBuckets buckets;
    private final QuotaTurnstile quotas;
    private final RatesInForce inForce;
    private final @Nullable LeaseTurnstile leases;

    /**
     * @param rememberRefusals how long a refusal may be answered from memory
     * @param random spreads asks over a limit's shards
     */
    Turnstiles(PermitStores stores, Duration rememberRefusals, RandomGenerator random) {
        this.rates = new RateTurnstile(stores.buckets(), rememberRefusals, random);
        this.buckets = new RateBuckets(stores.buckets());
        this.quotas = new QuotaTurnstile(stores.quotas(), rememberRefusals);
        this.inForce = new RatesInForce(stores.rates(), RATE_CACHE);
        this.leases = stores.leases() == null ? null : new LeaseTurnstile(stores.leases());
    }

    Outages outages() {
        return outages;
    }

    RateBuckets buckets() {
        return buckets;
    }

    /** Returns whether all of the key's buckets are as they were before their last pause. */
    boolean resume(RateLimit limit, @Nullable String key) {
        boolean resumed = buckets.resume(limit, key);
        rates.forget(limit, key);
        return resumed;
    }

    /** Returns limits in the figures that hold now. */
    RatesInForce inForce() {
        return inForce;
    }

    QuotaTurnstile quotas() {
        return quotas;
    }

    /** @throws InvalidRequestException where nobody holds leases */
    LeaseTurnstile leases() {
        if (leases == null) {
            throw new InvalidRequestException("type of the limit must be RATE or QUOTA here, got: CONCURRENCY");
        }
        return leases;
    }

    /** @throws dev.headgate.InvalidRequestException if no waiting could ever satisfy the claim */
    void requirePossible(Limit limit, Claim claim, Terms terms) {
        switch (limit) {
            case RateLimit rate -> rates.requirePossible(rate, claim, terms);
            case QuotaLimit quota -> quotas.requirePossible(quota, claim);
            case ConcurrencyLimit slots -> leases().requirePossible(slots, claim, terms);
        }
    }

    /** Returns the refusal that this environment saw and that still holds; no store is asked. */
    Optional<Refused> remembered(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.remembered(rate, claim, terms);
            case QuotaLimit quota -> quotas.remembered(quota, claim, terms);
            // A slot may be given back at any moment.
            case ConcurrencyLimit _ -> Optional.empty();
        };
    }

    /** @throws dev.headgate.StoreUnavailableException if the store is out of reach; at worst the part is wasted then */
    Taking take(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.take(rate, claim, terms);
            case QuotaLimit quota -> quotas.take(quota, claim, terms);
            case ConcurrencyLimit slots -> leases().take(slots, claim, terms);
        };
    }

    /** Gives a part back as far as nobody can be hurt by it. */
    void giveBack(Part part) {
        switch (part) {
            case Part.Slots slots -> buckets.giveBack(slots);
            case Part.Counted counted -> quotas.giveBack(counted);
            case Part.Lease lease -> leases().giveBack(lease);
            case Part.Uncounted _ -> {}
        }
    }

    /** Returns whether units of a part that were not used could be given to others. Called once for a part. */
    boolean tryRefund(Limit limit, Part part, long units, Instant now) {
        return switch (part) {
            case Part.Slots slots -> limit instanceof RateLimit rate && buckets.tryRefund(rate, slots, units, now);
            case Part.Counted counted -> quotas.refund(counted, units);
            case Part.Lease _, Part.Uncounted _ -> false;
        };
    }

    /** Charges units that were used of a part's limit beyond what the part has. */
    void charge(Part part, long units) {
        switch (part) {
            case Part.Slots slots -> buckets.charge(slots, units);
            case Part.Counted counted -> quotas.charge(counted, units);
            case Part.Lease _, Part.Uncounted _ -> {}
        }
    }

    /** Ends what a part holds while its call lasts. Repeated, it changes nothing. */
    void release(Part part) {
        switch (part) {
            case Part.Lease lease -> leases().release(lease);
            case Part.Slots _, Part.Counted _, Part.Uncounted _ -> {}
        }
    }

    /** Returns a part's lease with its end moved; empty if it is lost. */
    Optional<Part.Lease> renew(Part.Lease lease, Duration length, Instant now) {
        return leases().renew(lease, length, now);
    }

    /**
     * Returns the place of a limit among others whose lines are as long: first what waits, then what only counts, so that
     * as little as possible is given back.
     */
    static int place(Limit limit) {
        return switch (limit) {
            case RateLimit _ -> 0;
            case QuotaLimit _ -> 1;
            case ConcurrencyLimit _ -> 2;
        };
    }

    /** Returns why a limit makes an ask wait. */
    static Reason reason(Limit limit) {
        return switch (limit) {
            case RateLimit _ -> Reason.RATE;
            case QuotaLimit _ -> Reason.QUOTA;
            case ConcurrencyLimit _ -> Reason.CONCURRENCY;
        };
    }

    /** Returns when the claim might start, by what this environment saw last. */
    Instant expectedStart(Limit limit, Claim claim, Terms terms) {
        return switch (limit) {
            case RateLimit rate -> rates.expectedStart(rate, claim, terms);
            case QuotaLimit quota -> quotas.expectedStart(quota, claim, terms);
            // First of all: a slot costs nothing to give back, and there are few.
            case ConcurrencyLimit _ -> Instant.MAX;
        };
    }
}
