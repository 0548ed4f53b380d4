package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import org.jspecify.annotations.Nullable;

/** A named policy: what may be done how often. */
public sealed interface Limit permits RateLimit, QuotaLimit, ConcurrencyLimit {
    int LONGEST_KEY = 256;

    /** Returns what callers ask for. */
    String name();

    /** Returns what it shares with limits of every type. */
    Policy policy();

    /** Returns the limit in the figures that the key has. */
    Limit forKey(@Nullable String key);

    /**
     * Returns the identity of what a key is counted in.
     *
     * @throws InvalidRequestException if a key is missing where the limit is per key, or given where it is shared
     */
    default String bucket(@Nullable String key) {
        if (policy().perKey()) {
            return name() + '#' + Bounds.text("key", key, LONGEST_KEY);
        }
        if (key != null) {
            throw new InvalidRequestException(
                    "key must be absent for limit " + name() + ", which is shared, got: a key");
        }
        return name();
    }
}
