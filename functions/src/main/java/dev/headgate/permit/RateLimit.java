package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import java.time.Duration;
import java.util.Optional;

/**
 * How much a downstream takes: {@code permits} a {@code period}, and {@code burst} at once, in its own figures.
 *
 * @param name what callers ask for, 1 to 128 letters, digits, dots, dashes and underscores
 * @param permits 1 to 1,000,000,000 a period, and at most 1,000,000 a second
 * @param period 1 second to 31 days
 * @param burst what an idle downstream takes at once, 1 to as many as the rate allows in ten years
 * @param lateness how much after its slot a call may start, 0 to 1 hour; taken off the burst (see the package)
 */
public record RateLimit(String name, long permits, Duration period, long burst, Duration lateness, Policy policy)
        implements Limit {
    /** A Wait's rounded second, and half a second for everything else. */
    public static final Duration DEFAULT_LATENESS = Duration.ofMillis(1500);

    private static final long MOST_PERMITS = 1_000_000_000L;
    private static final long MOST_PER_MILLISECOND = 1_000L;
    private static final Duration MOST_TOLERANCE = Duration.ofDays(3660);

    public RateLimit {
        Bounds.name("name", name);
        Bounds.between("permits", permits, 1, MOST_PERMITS);
        Bounds.between("period", period, Duration.ofSeconds(1), Duration.ofDays(31));
        Bounds.between("lateness", lateness, Duration.ZERO, Duration.ofHours(1));
        if (permits > MOST_PER_MILLISECOND * period.toMillis()) {
            throw new InvalidRequestException(
                    "permits must be at most 1000000 a second, got: %d in %s".formatted(permits, period));
        }
        Bounds.between("burst", burst, 1, MOST_TOLERANCE.toNanos() / intervalNanos(permits, period));
    }

    /** Returns the emission interval {@code T} in nanoseconds, rounded up, so that the rate is never passed. */
    public long intervalNanos() {
        return intervalNanos(permits, period);
    }

    /** Returns the tolerance {@code τ = burst·T − lateness} in nanoseconds, and never less than {@code T}. */
    public long toleranceNanos() {
        return Math.max(intervalNanos(), burstNanos() - lateness.toNanos());
    }

    /** Returns how many units an idle bucket grants at once: the burst that the lateness leaves, at least 1. */
    public long grantedBurst() {
        return toleranceNanos() / intervalNanos();
    }

    /** Returns what to tell the owner of a limit whose burst is eaten up by its lateness. */
    public Optional<String> warning() {
        if (burstNanos() - lateness.toNanos() >= intervalNanos()) {
            return Optional.empty();
        }
        return Optional.of(
                "burst %d at %d per %s leaves less than 1 unit after %s of lateness: calls that start late may be refused downstream; raise burst, lower lateness with punctual callers, or ask with align"
                        .formatted(burst, permits, period, lateness));
    }

    private long burstNanos() {
        return burst * intervalNanos();
    }

    private static long intervalNanos(long permits, Duration period) {
        return Math.ceilDiv(period.toNanos(), permits);
    }
}
