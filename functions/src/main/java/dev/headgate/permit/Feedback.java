package dev.headgate.permit;

import dev.headgate.InvalidRequestException;
import dev.headgate.UnknownLimitException;
import dev.headgate.adaptive.CallEnd;
import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.Mode;
import dev.headgate.adaptive.RateListener;
import dev.headgate.adaptive.RateReporter;
import dev.headgate.adaptive.RateReporter.Paused;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What became of the calls under limits: it moves the rates that follow, and a Retry-After holds everybody back. Thread-safe;
 * shared by all requests of an environment.
 */
public final class Feedback {
    /** The longest that a limit is paused whose rate does not follow: nothing would tell that the header was wrong. */
    static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private static final double JITTER = 0.1;

    private final LimitStore limits;
    private final RateBuckets buckets;
    private final RatesInForce inForce;
    private final RateReporter reporter;
    private final RateListener listener;
    private final RandomGenerator random;
    private final RefusalMemory<Instant> pauses = new RefusalMemory<>(LONGEST_PAUSE.multipliedBy(2));

    /** @param random spreads the ends of pauses; nothing is drawn before the first call */
    public Feedback(
            LimitStore limits,
            PermitStores stores,
            RateReporter reporter,
            RateListener listener,
            RandomGenerator random) {
        this.limits = limits;
        this.buckets = new RateBuckets(stores.buckets());
        this.inForce = new RatesInForce(stores.rates(), Turnstiles.RATE_CACHE);
        this.reporter = reporter;
        this.listener = listener;
        this.random = random;
    }

    /**
     * Changes nothing.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws InvalidRequestException if it is no RATE limit, or the key does not fit it
     * @throws dev.headgate.StoreUnavailableException if it is not known here and the store is out of reach
     */
    public void requireFits(String limitName, @Nullable String key, Instant now) {
        limit(limitName, now).bucket(key);
    }

    /**
     * Notes how calls under a limit ended, and returns until when its callers are held back, if these calls were asked to
     * wait. Of a limit whose rate does not follow nothing is written but pauses.
     *
     * @throws UnknownLimitException if there is no such limit
     * @throws InvalidRequestException if it is no RATE limit, or the key does not fit it
     * @throws dev.headgate.StoreUnavailableException if the limit is not known here and the store is out of reach, or the
     *     pause could not be written
     */
    public Optional<Instant> record(String limitName, @Nullable String key, CallEnd end, Instant now) {
        RateLimit limit = limit(limitName, now);
        String bucket = limit.bucket(key);
        listener.heard(limitName, end.accepted(), end.refused());
        Optional<Followed> followed = limit.followed(key);
        Optional<Paused> paused = followed.flatMap(rate -> reporter.record(rate, end, now));
        if (followed.isPresent() && followed.get().settings().mode() == Mode.ON) {
            paused.filter(Paused::first)
                    .ifPresent(held -> pause(limit, key, held.pause().until(), now));
            return paused.map(held -> held.pause().until());
        }
        return end.asksForPause() ? Optional.of(pauseAsTold(limit, key, bucket, end, now)) : Optional.empty();
    }

    /** Reports what has waited for its time. */
    public void flush(Instant now) {
        reporter.flush(now);
    }

    private Instant pauseAsTold(RateLimit limit, @Nullable String key, String bucket, CallEnd end, Instant now) {
        Optional<Instant> known = pauses.find(bucket, now).filter(now::isBefore);
        if (known.isPresent()) {
            return known.get();
        }
        Duration asked = end.retryAfter() == null ? Duration.ZERO : end.retryAfter();
        Duration believed = asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
        Instant until = now.plus(believed).plusNanos((long) (believed.toNanos() * JITTER * random.nextDouble()));
        pause(limit, key, until, now);
        pauses.remember(bucket, until, now);
        return until;
    }

    private void pause(RateLimit limit, @Nullable String key, Instant until, Instant now) {
        buckets.pause(inForce.of(limit, key, now), key, until);
        listener.paused(limit.name(), Duration.between(now, until));
    }

    private RateLimit limit(String name, Instant now) {
        return switch (limits.find(name, now).orElseThrow(() -> new UnknownLimitException(name))) {
            case RateLimit limit -> limit;
            case QuotaLimit _, ConcurrencyLimit _ ->
                throw new InvalidRequestException("limit must be a RATE limit for outcomes, got: " + name);
        };
    }
}
