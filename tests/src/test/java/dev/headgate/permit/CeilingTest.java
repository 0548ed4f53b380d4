package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A limit under a ceiling: its rate and burst fall by the same share, at once and without a burst when it is lifted. */
class CeilingTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit LIMIT =
            new RateLimit("x", 100, Duration.ofSeconds(1), 40, Duration.ZERO, Policy.SHARED);

    @Test
    void rate_isTheShare_andTheToleranceStaysATime() {
        RateLimit half = under(LIMIT, 50, 2);
        assertThat(half.intervalNanos()).isEqualTo(2 * LIMIT.intervalNanos());
        assertThat(half.toleranceNanos()).isEqualTo(LIMIT.toleranceNanos());
        assertThat(half.grantedBurst()).isEqualTo(20);
        assertThat(under(LIMIT, 1, 2).intervalNanos()).isEqualTo(100 * LIMIT.intervalNanos());
        assertThat(half.warning()).isEmpty();
    }

    @Test
    void asks_goByTheCeiling_asSoonAsTheyKnowIt_andNothingBurstsWhenItIsLifted() {
        InMemoryPermitStore store = new InMemoryPermitStore();
        RateTurnstile turnstile = new RateTurnstile(store, Duration.ZERO, new SplittableRandom(7));
        assertThat(granted(turnstile, under(LIMIT, 100, 1), NOW, 1)).isEqualTo(40 + 99);
        assertThat(granted(turnstile, under(LIMIT, 25, 2), NOW.plusSeconds(1), 4))
                .isBetween(99, 101);
        assertThat(granted(turnstile, under(LIMIT, 100, 3), NOW.plusSeconds(5), 1))
                .as("what flowed back in one interval under the ceiling is four units without it")
                .isBetween(99, 104);
    }

    @Test
    void slots_areTheShare_roundedUp_andNeverNone() {
        ConcurrencyLimit limit = new ConcurrencyLimit("x", 7, Duration.ofSeconds(10), Policy.SHARED);
        assertThat(limit.slotsNow()).isEqualTo(7);
        assertThat(slotsUnder(limit, 50)).isEqualTo(4);
        assertThat(slotsUnder(limit, 1)).isEqualTo(1);
    }

    private static int slotsUnder(ConcurrencyLimit limit, int percent) {
        Policy policy = limit.policy().under(new Ceiling(percent, null));
        return new ConcurrencyLimit(limit.name(), limit.slots(), limit.lease(), policy).slotsNow();
    }

    /** Asks each millisecond, and returns how many were granted at once. */
    private static int granted(RateTurnstile turnstile, RateLimit limit, Instant from, int seconds) {
        int granted = 0;
        for (int milli = 0; milli < seconds * 1000; milli++) {
            Instant now = from.plusMillis(milli);
            Terms terms = Terms.of(PermitRequest.of("x", null, 1, Duration.ZERO, null), now);
            granted += turnstile.take(limit, new Claim("x", null, 1), terms) instanceof Taking.Taken ? 1 : 0;
        }
        return granted;
    }

    private static RateLimit under(RateLimit limit, int percent, long version) {
        RateOptions options = new RateOptions(0, 1, Overrides.none(), version, 0);
        Policy policy = limit.policy().under(new Ceiling(percent, null));
        return new RateLimit(limit.name(), limit.permits(), limit.period(), limit.burst(), limit.lateness(), policy)
                .with(options);
    }
}
