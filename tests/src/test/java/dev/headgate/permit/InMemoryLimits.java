package dev.headgate.permit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Limits in a map. */
public final class InMemoryLimits implements LimitStore {
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();
    private int reads;

    public InMemoryLimits put(Limit limit) {
        limits.put(limit.name(), limit);
        return this;
    }

    @Override
    public synchronized Optional<Limit> find(String name, Instant now) {
        reads++;
        return Optional.ofNullable(limits.get(name));
    }

    synchronized int reads() {
        return reads;
    }
}
