package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LATE = RateLimit.DEFAULT_LATENESS;

    private record Figures(
            String what,
            long permits,
            Duration period,
            long burst,
            Duration lateness,
            long intervalNanos,
            long granted) {}

    @Test
    void grantedBurst_isWhatTheLatenessLeaves() {
        Figures[] table = {
            new Figures("the demo's default", 10, SECOND, 20, LATE, 100_000_000, 5),
            new Figures("ten times as fast", 100, SECOND, 200, LATE, 10_000_000, 50),
            new Figures("punctual callers keep it all", 10, SECOND, 20, Duration.ZERO, 100_000_000, 20),
            new Figures("nothing left is still one", 10, SECOND, 10, LATE, 100_000_000, 1),
            new Figures("a limit of 1 grants 1", 1, SECOND, 1, LATE, 1_000_000_000, 1),
            new Figures("a third of a second rounds up", 3, SECOND, 3, Duration.ZERO, 333_333_334, 3),
            new Figures("one a month", 1, Duration.ofDays(31), 1, LATE, 2_678_400_000_000_000L, 1),
            new Figures("a million a second", 1_000_000, SECOND, 2_000_000, LATE, 1_000, 500_000),
        };
        for (Figures row : table) {
            RateLimit limit =
                    new RateLimit("x", row.permits(), row.period(), row.burst(), row.lateness(), Policy.SHARED);
            assertThat(limit.intervalNanos()).as(row.what()).isEqualTo(row.intervalNanos());
            assertThat(limit.grantedBurst()).as(row.what()).isEqualTo(row.granted());
        }
    }

    @Test
    void warning_saysSo_whenTheLatenessEatsTheBurst() {
        assertThat(new RateLimit("x", 10, SECOND, 20, LATE, Policy.SHARED).warning())
                .isEmpty();
        assertThat(new RateLimit("x", 10, SECOND, 15, LATE, Policy.SHARED)
                        .warning()
                        .orElseThrow())
                .contains("burst 15 at 10 per PT1S")
                .contains("PT1.5S");
    }

    @Test
    void constructor_namesFieldBoundAndValue_whenOutOfRange() {
        assertThatThrownBy(() -> new RateLimit("x", 0, SECOND, 1, LATE, Policy.SHARED))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("permits must be between 1 and 1000000000, got: 0");
        assertThatThrownBy(() -> new RateLimit("x", 1_000_001, SECOND, 1, LATE, Policy.SHARED))
                .hasMessage("permits must be at most 1000000 a second, got: 1000001 in PT1S");
        assertThatThrownBy(() -> new RateLimit("x", 1, SECOND, 0, LATE, Policy.SHARED))
                .hasMessage("burst must be between 1 and 316224000, got: 0");
        assertThatThrownBy(() -> new RateLimit("x", 1, Duration.ofMillis(999), 1, LATE, Policy.SHARED))
                .hasMessage("period must be between PT1S and PT744H, got: PT0.999S");
        assertThatThrownBy(() -> new RateLimit("a b", 1, SECOND, 1, LATE, Policy.SHARED))
                .hasMessage("name must match [A-Za-z0-9._-]{1,128}, got: a b");
    }

    @Test
    void bucket_refusesAKeyThatDoesNotFit() {
        RateLimit shared = new RateLimit("x", 1, SECOND, 1, LATE, Policy.SHARED);
        RateLimit perKey = new RateLimit("x", 1, SECOND, 1, LATE, Policy.PER_KEY);
        assertThat(shared.bucket(null)).isEqualTo("x");
        assertThat(perKey.bucket("tenant-7")).isEqualTo("x#tenant-7");
        assertThatThrownBy(() -> shared.bucket("tenant-7")).hasMessageContaining("key must be absent for limit x");
        assertThatThrownBy(() -> perKey.bucket(null)).hasMessage("key must be given, got: nothing");
    }
}
