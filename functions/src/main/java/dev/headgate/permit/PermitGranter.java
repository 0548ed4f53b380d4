package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.UnknownLimitException;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Answers asks for permits. Thread-safe; shared by all requests of an environment. */
public final class PermitGranter {
    private static final int JITTER_DIVISOR = 5;
    private static final Duration LEAST_JITTER = Duration.ofSeconds(1);

    private final LimitStore limits;
    private final PermitStore permits;
    private final CircuitBreaker circuits;
    private final RefusalMemory refusals;
    private final RandomGenerator random;

    /**
     * @param rememberRefusals how long a refusal may be answered from memory
     * @param random spreads the moments at which the refused come back
     */
    public PermitGranter(
            LimitStore limits,
            PermitStore permits,
            CircuitBreaker circuits,
            Duration rememberRefusals,
            RandomGenerator random) {
        this.limits = limits;
        this.permits = permits;
        this.circuits = circuits;
        this.refusals = new RefusalMemory(rememberRefusals);
        this.random = random;
    }

    /**
     * Returns when the units may start, or why not and when to ask again.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws InvalidRequestException if the key does not fit the limit, or no waiting could ever satisfy the ask
     * @throws dev.headgate.UnknownCircuitException if the ask names a circuit that does not exist
     * @throws dev.headgate.StoreUnavailableException if the store is out of reach
     */
    public Decision acquire(PermitRequest request, Instant now) {
        RateLimit limit = limit(request.limit(), now);
        String bucket = limit.bucket(request.key());
        Ask ask = Ask.of(limit, request.permits(), request.maxWait(), now);
        requirePossible(ask, request);
        String circuit = request.circuit();
        if (circuit != null && circuits.peek(circuit, now) instanceof Admission.Refused refused) {
            return new Denied(Reason.CIRCUIT_OPEN, circuit, jittered(refused.retryAt(), now));
        }
        return switch (tryReserve(bucket, ask, now)) {
            case Reservation.Taken taken ->
                new Granted(
                        ask.scheduleAfter(taken.tatBefore()), limit.warning().orElse(null));
            case Reservation.Refused refused -> denied(ask, refused, now);
        };
    }

    /**
     * Moves the limit forward for all its callers: no permit asked for from now on starts before {@code until}, and then
     * they start an interval apart, without a burst. Permits granted before are not called back.
     *
     * @throws UnknownLimitException if there is no such limit
     */
    public void pause(String limitName, @Nullable String key, Instant until, Instant now) {
        RateLimit limit = limit(limitName, now);
        long tat = Nanos.of(until) + limit.toleranceNanos() - limit.intervalNanos();
        permits.pause(limit.bucket(key), tat, until);
    }

    /**
     * Returns the bucket as it stands, and changes nothing.
     *
     * @throws UnknownLimitException if there is no such limit
     */
    public BucketState peek(String limitName, @Nullable String key, Instant now) {
        RateLimit limit = limit(limitName, now);
        return BucketState.of(limit, permits.peek(limit.bucket(key)), now);
    }

    private RateLimit limit(String name, Instant now) {
        return limits.find(name, now).orElseThrow(() -> new UnknownLimitException(name));
    }

    private Reservation tryReserve(String bucket, Ask ask, Instant now) {
        return refusals.find(bucket, ask, now).map(Reservation.class::cast).orElseGet(() -> {
            Reservation answer = permits.tryReserve(bucket, ask);
            if (answer instanceof Reservation.Refused refused) {
                refusals.remember(bucket, refused, now);
            }
            return answer;
        });
    }

    private Denied denied(Ask ask, Reservation.Refused refused, Instant now) {
        Reason reason = refused.pausedUntil() > ask.now() ? Reason.PAUSED : Reason.RATE;
        return new Denied(reason, ask.limit().name(), jittered(ask.retryAt(refused.tat()), now));
    }

    /** Later by up to a fifth of the wait, and up to a second at least, so that the refused do not come back together. */
    private Instant jittered(Instant retryAt, Instant now) {
        long most =
                Math.max(LEAST_JITTER.toNanos(), Duration.between(now, retryAt).toNanos() / JITTER_DIVISOR);
        return retryAt.plusNanos(random.nextLong(most));
    }

    private static void requirePossible(Ask ask, PermitRequest request) {
        if (ask.impossible()) {
            long most = (request.maxWait().toNanos() + ask.limit().toleranceNanos())
                    / ask.limit().intervalNanos();
            throw new InvalidRequestException(
                    "permits must be at most %d for limit %s with a wait of at most %s, got: %d"
                            .formatted(most, request.limit(), request.maxWait(), request.permits()));
        }
    }
}
