package dev.headgate.permit;

import dev.headgate.Bounds;
import dev.headgate.InvalidRequestException;
import dev.headgate.adaptive.Followed;
import dev.headgate.adaptive.Mode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How much a downstream takes: {@code permits} a {@code period}, and {@code burst} at once, in its own figures.
 *
 * @param name what callers ask for, 1 to 128 letters, digits, dots, dashes and underscores
 * @param permits 1 to 1,000,000,000 a period, and at most 1,000,000 a second
 * @param period 1 second to 31 days
 * @param burst what an idle downstream takes at once, 1 to as many as the rate allows in ten years
 * @param lateness how much after its slot a call may start, 0 to 1 hour; taken off the burst (see the package)
 * @param refunds what is set aside for permits that are not used up; taken off the burst, too
 * @param options what few limits need
 */
public record RateLimit(
        String name,
        long permits,
        Duration period,
        long burst,
        Duration lateness,
        Policy policy,
        Refunds refunds,
        RateOptions options)
        implements Limit {
    /** A Wait's rounded second, and half a second for everything else. */
    public static final Duration DEFAULT_LATENESS = Duration.ofMillis(1500);

    /** A Wait's rounded second: shorter, it would run dry. See ADR 41. */
    private static final Duration LONGEST_LINE = Duration.ofSeconds(1);

    /** Where permits come seldom, a few may wait all the same: to ask again costs more than it tells. */
    private static final long LEAST_IN_LINE = 4;

    private static final long MOST_PERMITS = 1_000_000_000L;
    private static final long MOST_PER_MILLISECOND = 1_000L;
    private static final double NANOS_PER_SECOND = 1e9;
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
        Bounds.between("refundBurst", refunds.burst(), 0, burst - 1);
        Bounds.between("shards", options.shards(), 1, Math.min(permits, burst - refunds.burst()));
        RateOptions plain = options.withOverrides(Overrides.none());
        options.overrides()
                .requirePossible(
                        policy,
                        own -> new RateLimit(
                                name, own.permits(), period, own.burst(), lateness, policy, refunds, plain));
    }

    /** Sets nothing aside for refunds. */
    public RateLimit(String name, long permits, Duration period, long burst, Duration lateness, Policy policy) {
        this(name, permits, period, burst, lateness, policy, Refunds.NONE);
    }

    /** Has no options. */
    public RateLimit(
            String name, long permits, Duration period, long burst, Duration lateness, Policy policy, Refunds refunds) {
        this(name, permits, period, burst, lateness, policy, refunds, RateOptions.NONE);
    }

    public RateLimit with(RateOptions other) {
        return new RateLimit(name, permits, period, burst, lateness, policy, refunds, other);
    }

    @Override
    public RateLimit forKey(@Nullable String key) {
        return options.overrides().of(key).map(this::with).orElse(this);
    }

    private RateLimit with(RateOptions.OwnRate own) {
        return new RateLimit(
                name,
                own.permits(),
                period,
                own.burst(),
                lateness,
                policy,
                new Refunds(Math.min(refunds.burst(), own.burst() / 2), refunds.reach()),
                options.withOverrides(Overrides.none()));
    }

    /**
     * Returns how far ahead the first slot of an ask may lie, in nanoseconds, whatever its caller would wait; empty where the
     * rate is declared. Slots keep their time, so that a rate is followed as late as the line in front of it is long.
     */
    Optional<Long> line(Pace pace) {
        return options.flow() == null
                ? Optional.empty()
                : Optional.of(Math.max(LONGEST_LINE.toNanos(), LEAST_IN_LINE * pace.interval()));
    }

    /** Returns the limit with this rate in force; the key that it is of has been looked up. */
    RateLimit at(Flow flow) {
        return with(options.withOverrides(Overrides.none()).at(flow));
    }

    /** Returns whether its rate follows the downstream; in SHADOW it is only reckoned. */
    boolean follows() {
        return options.adaptive() != null && options.adaptive().mode() == Mode.ON;
    }

    /** Returns what reporters of outcomes need to know of the key's rate; empty if it does not follow. */
    public Optional<Followed> followed(@Nullable String key) {
        return Optional.ofNullable(options.adaptive())
                .filter(settings -> settings.mode() != Mode.OFF)
                .map(settings ->
                        new Followed(name, bucket(key), settings, forKey(key).declaredPerSecond()));
    }

    private double declaredPerSecond() {
        return permits * NANOS_PER_SECOND / period.toNanos();
    }

    /** Returns the tolerance that asks of a priority see, of what the bucket has; never less than {@code T}. */
    static long tolerance(Pace pace, RateOptions options, Priority priority) {
        long whole = pace.tolerance();
        long normal = whole - whole / 100 * options.reservePercent();
        return Math.max(
                pace.interval(),
                switch (priority) {
                    case HIGH -> whole;
                    case NORMAL -> normal;
                    case LOW -> normal / 2;
                });
    }

    /**
     * Returns the emission interval {@code T} in nanoseconds, rounded up, so that the rate is never passed: longer under a
     * ceiling, and of the rate in force where the limit follows its downstream.
     */
    public long intervalNanos() {
        Flow flow = options.flow();
        return flow == null
                ? Math.ceilDiv(
                        intervalNanos(permits, period) * 100, policy.ceiling().percent())
                : flow.intervalNanos();
    }

    /**
     * Returns the tolerance {@code τ = (burst − refundBurst)·T − lateness} in nanoseconds, and never less than {@code T}. It
     * is a time, by the declared {@code T}: the burst rises and falls with the rate in force.
     */
    public long toleranceNanos() {
        return Math.max(intervalNanos(), burstNanos() - lateness.toNanos());
    }

    /** Returns how many units an idle bucket grants at once: the burst that the lateness leaves, at least 1. */
    public long grantedBurst() {
        return toleranceNanos() / intervalNanos();
    }

    /** Returns what to tell the owner of a limit whose burst is eaten up by its lateness. */
    public Optional<String> warning() {
        if (options.shards() > 1) {
            return Shard.shares(this).getLast().warning();
        }
        if (burstNanos() - lateness.toNanos() >= intervalNanos(permits, period)) {
            return Optional.empty();
        }
        return Optional.of(
                "burst %d at %d per %s leaves less than 1 unit after %s of lateness: calls that start late may be refused downstream; raise burst, lower lateness with punctual callers, or ask with align"
                        .formatted(burst, permits, period, lateness));
    }

    private long burstNanos() {
        return (burst - refunds.burst()) * intervalNanos(permits, period);
    }

    private static long intervalNanos(long permits, Duration period) {
        return Math.ceilDiv(period.toNanos(), permits);
    }
}
