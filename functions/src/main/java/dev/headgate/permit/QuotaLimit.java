package dev.headgate.permit;

import dev.headgate.Bounds;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * How much may be used in each window of the calendar.
 *
 * @param name what callers ask for, 1 to 128 letters, digits, dots, dashes and underscores
 * @param permits 1 to 1,000,000,000,000 a window: a budget may be in tokens or in cents
 * @param zone whose clocks and calendar the windows follow
 * @param lateness how much after the moment it was granted for a call may start, 0 to half a window. No call is granted
 *     for the last {@code lateness} of a window, since it might start in the next one
 * @param overrides keys that have another number of permits a window
 */
public record QuotaLimit(
        String name,
        long permits,
        Window window,
        ZoneId zone,
        Duration lateness,
        Policy policy,
        Overrides<Long> overrides)
        implements Limit {
    private static final long MOST_PERMITS = 1_000_000_000_000L;

    public QuotaLimit {
        Bounds.name("name", name);
        Bounds.between("permits", permits, 1, MOST_PERMITS);
        Bounds.between("lateness", lateness, Duration.ZERO, window.shortest().dividedBy(2));
        overrides.requirePossible(policy, own -> new QuotaLimit(name, own, window, zone, lateness, policy));
    }

    /** All keys have as many permits. */
    public QuotaLimit(String name, long permits, Window window, ZoneId zone, Duration lateness, Policy policy) {
        this(name, permits, window, zone, lateness, policy, Overrides.none());
    }

    public QuotaLimit with(Overrides<Long> other) {
        return new QuotaLimit(name, permits, window, zone, lateness, policy, other);
    }

    @Override
    public QuotaLimit forKey(@Nullable String key) {
        return overrides
                .of(key)
                .map(own -> new QuotaLimit(name, own, window, zone, lateness, policy))
                .orElse(this);
    }

    /** Returns the first window in which a call may start at {@code from} or later. */
    Window.Span countedAt(Instant from) {
        Window.Span span = window.at(from, zone);
        return from.isBefore(span.end().minus(lateness)) ? span : window.at(span.end(), zone);
    }

    /**
     * Returns the identity of what a key has used in a window. It has the window's first moment and not its name, which is
     * another one in another zone and comes twice when clocks go back; and what follows the last {@code @} is ours, so
     * that no key can name another's window.
     */
    String item(@Nullable String key, Window.Span span) {
        return "%s@%s/%s".formatted(bucket(key), window, span.start());
    }
}
