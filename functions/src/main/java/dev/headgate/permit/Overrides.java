package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keys that have figures of their own, for limits of every type. All else a key has as the limit has it: periods, windows
 * and leases are what its figures are counted in.
 *
 * @param <F> what a key may have of its own
 * @param byKey at most {@value #MOST}
 */
public record Overrides<F>(Map<String, F> byKey) {
    public static final int MOST = 100;

    public Overrides {
        Bounds.between("overrides", byKey.size(), 0, MOST);
        byKey.keySet().forEach(key -> Bounds.text("overrides key", key, Limit.LONGEST_KEY));
        byKey = Map.copyOf(byKey);
    }

    /** All keys have the limit's figures. */
    public static <F> Overrides<F> none() {
        return new Overrides<>(Map.of());
    }

    /** Returns the key's own figures; empty if it has the limit's. */
    Optional<F> of(@Nullable String key) {
        return key == null ? Optional.empty() : Optional.ofNullable(byKey.get(key));
    }

    /**
     * Checks them against the limit that they are of.
     *
     * @param bounds throws where the limit could not have a key's figures
     * @throws InvalidRequestException if it could not, or has no keys
     */
    void requirePossible(Policy policy, Consumer<F> bounds) {
        if (!byKey.isEmpty() && !policy.perKey()) {
            throw new InvalidRequestException(
                    "overrides must be absent for a limit that is shared, got: %d".formatted(byKey.size()));
        }
        byKey.values().forEach(bounds);
    }
}
