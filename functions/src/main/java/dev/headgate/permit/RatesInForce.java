package dev.headgate.permit;

import dev.headgate.StoreUnavailableException;
import dev.headgate.adaptive.AdaptiveSettings;
import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.RateRecord;
import dev.headgate.adaptive.RateSighting;
import dev.headgate.adaptive.RateStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The rates of limits that follow their downstream, as this environment last read them, for at most {@code keep}.
 *
 * <p>A limit that does not follow costs nothing. One that is known and due, while the store is out of reach, goes on as it
 * was; one that nobody knows, at its declared rate.
 */
final class RatesInForce {
    private static final int MOST = 10_000;

    private final @Nullable RateStore store;
    private final Duration keep;
    private final Map<String, Known> known = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
            return size() > MOST;
        }
    });

    /** A limit as it is declared and as it is in force, and what that is from. */
    private record Known(RateLimit declared, RateLimit inForce, Optional<RateRecord> record, Instant until) {
        boolean holds(RateLimit limit, Instant now) {
            return now.isBefore(until) && declared.equals(limit);
        }
    }

    /** @param store null where no limit follows */
    RatesInForce(@Nullable RateStore store, Duration keep) {
        this.store = store;
        this.keep = keep;
    }

    /** Returns the limit in the figures that the key has now. */
    Limit of(Limit limit, @Nullable String key, Instant now) {
        return switch (limit) {
            case RateLimit rate -> of(rate, key, now);
            case QuotaLimit _, ConcurrencyLimit _ -> limit.forKey(key);
        };
    }

    /** Returns the rate limit in the figures that the key has now. */
    RateLimit of(RateLimit limit, @Nullable String key, Instant now) {
        RateLimit own = limit.forKey(key);
        if (!limit.follows()) {
            return own;
        }
        Followed followed = limit.followed(key).orElseThrow();
        Known last = known.get(followed.id());
        if (last != null && last.holds(own, now)) {
            return last.inForce();
        }
        Optional<RateRecord> record = read(followed.id(), last);
        RateLimit inForce = own.at(flow(followed, record));
        known.put(followed.id(), new Known(own, inForce, record, now.plus(keep)));
        return inForce;
    }

    /** Returns what the rate is, for those who only look; empty if the limit does not follow. */
    Optional<FollowedRate> look(RateLimit limit, @Nullable String key) {
        return limit.followed(key).map(followed -> FollowedRate.of(followed, find(followed.id())));
    }

    private static Flow flow(Followed followed, Optional<RateRecord> record) {
        AdaptiveSettings settings = followed.settings();
        return record.map(known -> new Flow(settings.bounded(known.state().rate()), known.revision()))
                .orElseGet(() -> new Flow(settings.bounded(followed.declared()), 0));
    }

    private Optional<RateRecord> read(String id, @Nullable Known last) {
        try {
            return find(id);
        } catch (StoreUnavailableException outOfReach) {
            // It goes on as it was: the bucket still decides.
            return last == null ? Optional.empty() : last.record();
        }
    }

    private Optional<RateRecord> find(String id) {
        return store == null ? Optional.empty() : store.find(id).map(RateSighting::record);
    }
}
