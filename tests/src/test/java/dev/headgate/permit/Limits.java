package dev.headgate.permit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;

/** Limits of every magnitude: from one a month to a million a second. */
final class Limits {
    private static final List<Duration> PERIODS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(7),
            Duration.ofMinutes(1),
            Duration.ofHours(1),
            Duration.ofDays(1),
            Duration.ofDays(31));

    private Limits() {}

    static RateLimit any(RandomGenerator random) {
        Duration period = PERIODS.get(random.nextInt(PERIODS.size()));
        long most = Math.min(1_000_000_000L, 1_000_000 * period.toSeconds());
        long permits = magnitude(random, most);
        long longest = Duration.ofDays(3650).toNanos() / Math.ceilDiv(period.toNanos(), permits);
        long burst = magnitude(random, Math.min(5_000, longest));
        Duration lateness = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(random.nextInt(5_000));
        return new RateLimit("x", permits, period, burst, lateness, Policy.SHARED);
    }

    /** A number up to {@code most}, each order of magnitude as often as the next. */
    static long magnitude(RandomGenerator random, long most) {
        return Math.clamp((long) Math.exp(random.nextDouble() * Math.log(most + 1.0)), 1, most);
    }

    /** Returns where a bucket of the limit might stand: nowhere, at now, or some way before or after. */
    static long anyTat(RandomGenerator random, RateLimit limit, Instant now) {
        return switch (random.nextInt(4)) {
            case 0 -> 0;
            case 1 -> Nanos.of(now);
            default -> Nanos.of(now) + random.nextLong(-limit.intervalNanos(), 2 * limit.toleranceNanos() + 1);
        };
    }
}
