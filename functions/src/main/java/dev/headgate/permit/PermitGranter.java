package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.UnknownLimitException;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Answers asks for permits. Thread-safe; shared by all requests of an environment. */
public final class PermitGranter {
    private static final int JITTER_DIVISOR = 5;
    private static final Duration LEAST_JITTER = Duration.ofSeconds(1);
    private static final Duration MOST_JITTER = Duration.ofMinutes(1);

    private final LimitStore limits;
    private final CircuitBreaker circuits;
    private final Turnstiles turnstiles;
    private final RandomGenerator random;

    /**
     * @param rememberRefusals how long a refusal may be answered from memory
     * @param random spreads the moments at which the refused come back
     */
    public PermitGranter(
            LimitStore limits,
            PermitStores stores,
            CircuitBreaker circuits,
            Duration rememberRefusals,
            RandomGenerator random) {
        this.limits = limits;
        this.circuits = circuits;
        this.turnstiles = new Turnstiles(stores, rememberRefusals, random);
        this.random = random;
    }

    /**
     * Returns when the units may start, or why not and when to ask again.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws dev.headgate.InvalidRequestException if a key does not fit its limit, or no waiting could ever satisfy the
     *     ask
     * @throws dev.headgate.UnknownCircuitException if the ask names a circuit that does not exist
     * @throws dev.headgate.StoreUnavailableException if the limits' or circuits' settings are out of reach and not known
     */
    public Decision acquire(PermitRequest request, Instant now) {
        Terms terms = Terms.of(request, now);
        List<Acquisition.Asked> asked = request.claims().stream()
                .map(claim ->
                        new Acquisition.Asked(claim, limit(claim.limit(), now).forKey(claim.key())))
                .toList();
        asked.forEach(one -> turnstiles.requirePossible(one.limit(), one.claim(), terms));
        String circuit = request.circuit();
        if (circuit != null && circuits.peek(circuit, now) instanceof Admission.Refused refused) {
            return new Denied(Reason.CIRCUIT_OPEN, circuit, refused.retryAt()); // which the circuit has jittered
        }
        List<Acquisition.Asked> inForce =
                asked.stream().map(one -> inForce(one, now)).toList();
        return switch (new Acquisition(turnstiles, inForce, terms).run()) {
            case Granted granted -> granted;
            case Denied denied -> new Denied(denied.reason(), denied.by(), jittered(denied.retryAt(), now));
        };
    }

    /**
     * Moves the limit forward for all its callers: no permit asked for from now on starts before {@code until}, and then
     * they start an interval apart, without a burst. Permits granted before are not called back.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws InvalidRequestException if it has no line that could be moved
     */
    public void pause(String limitName, @Nullable String key, Instant until, Instant now) {
        switch (limit(limitName, now)) {
            case RateLimit limit ->
                turnstiles.buckets().pause(turnstiles.inForce().of(limit, key, now), key, until);
            case QuotaLimit _, ConcurrencyLimit _ -> throw notToBePaused(limitName);
        }
    }

    /**
     * Takes the last pause back, where nobody has reserved behind it. Other environments may remember refusals for the
     * cache time. Returns whether it is taken back.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws InvalidRequestException if it has no line that could be moved
     */
    public boolean resume(String limitName, @Nullable String key, Instant now) {
        return switch (limit(limitName, now)) {
            case RateLimit limit -> turnstiles.resume(limit.forKey(key), key);
            case QuotaLimit _, ConcurrencyLimit _ -> throw notToBePaused(limitName);
        };
    }

    private static InvalidRequestException notToBePaused(String limitName) {
        return new InvalidRequestException("limit must be a RATE limit to be paused, got: " + limitName);
    }

    /**
     * Returns the limit as it stands, and changes nothing.
     *
     * @throws UnknownLimitException if there is no such limit
     */
    public LimitState peek(String limitName, @Nullable String key, Instant now) {
        return switch (limit(limitName, now)) {
            case RateLimit limit -> peek(limit, key, now);
            case QuotaLimit limit -> turnstiles.quotas().peek(limit.forKey(key), key, now);
            case ConcurrencyLimit limit -> turnstiles.leases().peek(limit.forKey(key), key, now);
        };
    }

    private LimitState peek(RateLimit limit, @Nullable String key, Instant now) {
        FollowedRate rate = turnstiles.inForce().look(limit, key).orElse(null);
        RateLimit inForce = turnstiles.inForce().of(limit, key, now);
        return turnstiles.buckets().peek(inForce, key, rate, now);
    }

    /** What could never be granted is judged by the declared figures; the rate of now only makes it wait. */
    private Acquisition.Asked inForce(Acquisition.Asked declared, Instant now) {
        Claim claim = declared.claim();
        return new Acquisition.Asked(claim, turnstiles.inForce().of(declared.limit(), claim.key(), now));
    }

    /** Returns what corrects permits after they were granted. */
    Corrections corrections() {
        return new Corrections(limits, turnstiles);
    }

    private Limit limit(String name, Instant now) {
        return limits.find(name, now).orElseThrow(() -> new UnknownLimitException(name));
    }

    /** Later by up to a fifth of the wait, 1 to 60 seconds at most, so that the refused do not come back together. */
    private Instant jittered(Instant retryAt, Instant now) {
        Duration fifth = Duration.between(now, retryAt).dividedBy(JITTER_DIVISOR);
        long most = Math.clamp(fifth.toNanos(), LEAST_JITTER.toNanos(), MOST_JITTER.toNanos());
        return retryAt.plusNanos(random.nextLong(most));
    }
}
