package dev.headgate.permit;

import dev.headgate.StoreUnavailableException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Limits as this environment last read them, for at most {@code keep}: a change is seen everywhere within that time.
 *
 * <p>A limit that is known and due, while the store is out of reach, is answered as it was, and not read again for as long: its bucket still decides. An
 * unknown name is looked up each time, so that a new limit is there at once.
 */
public final class CachedLimits implements LimitStore {
    private final LimitStore store;
    private final Duration keep;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    private record Known(Limit limit, Instant until) {}

    public CachedLimits(LimitStore store, Duration keep) {
        this.store = store;
        this.keep = keep;
    }

    @Override
    public Optional<Limit> find(String name, Instant now) {
        Known last = known.get(name);
        if (last != null && now.isBefore(last.until())) {
            return Optional.of(last.limit());
        }
        try {
            Optional<Limit> found = store.find(name, now);
            found.ifPresentOrElse(limit -> known.put(name, new Known(limit, now.plus(keep))), () -> known.remove(name));
            return found;
        } catch (StoreUnavailableException e) {
            if (last == null) {
                throw e;
            }
            known.put(name, new Known(last.limit(), now.plus(keep)));
            return Optional.of(last.limit());
        }
    }
}
