package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The limits whose store this environment found out of reach: for a while, which grows with each failure, it is not asked
 * again, so that not every ask of an outage waits until the store's time is up.
 *
 * <p>By limit and not for all of them, since a throttled key is an outage of its own limit only.
 */
final class Outages {
    private static final Duration SHORTEST = Duration.ofSeconds(2);
    private static final int MOST_DOUBLINGS = 3;

    private final Map<String, Outage> outages = new ConcurrentHashMap<>();

    private record Outage(Instant until, int failures) {}

    /** Returns until when the limit's store is not asked; empty if it is. */
    Optional<Instant> until(String limit, Instant now) {
        return Optional.ofNullable(outages.get(limit)).map(Outage::until).filter(now::isBefore);
    }

    /** Returns until when it is not asked any more: 2 seconds from the first failure's ask, then 4, 8 and 16. */
    Instant record(String limit, Instant now) {
        return outages.compute(limit, (_, last) -> next(last, now)).until();
    }

    void recordAnswer(String limit) {
        outages.remove(limit);
    }

    private static Outage next(@Nullable Outage last, Instant now) {
        int failures = last == null ? 0 : Math.min(MOST_DOUBLINGS, last.failures() + 1);
        return new Outage(now.plus(SHORTEST.multipliedBy(1L << failures)), failures);
    }
}
