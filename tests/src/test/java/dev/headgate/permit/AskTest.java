package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AskTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final RateLimit TEN_A_SECOND =
            new RateLimit("x", 10, Duration.ofSeconds(1), 20, RateLimit.DEFAULT_LATENESS, Policy.SHARED);

    private record Row(String what, long tatMillis, int permits, long startMillis, int burst, long lastMillis) {}

    @Test
    void scheduleAfter_pacesWhatTheBurstDoesNotHold() {
        Row[] table = {
            new Row("one unit of an idle bucket", 0, 1, 0, 1, 0),
            new Row("the whole burst at once", 0, 5, 0, 5, 0),
            new Row("a batch larger than the burst is paced", 0, 10, 0, 5, 500),
            new Row("half the burst is left", 250, 5, 0, 2, 250),
            new Row("a line of one second", 1500, 1, 1100, 1, 1100),
            new Row("a batch at the end of that line", 1500, 3, 1100, 1, 1300),
        };
        for (Row row : table) {
            Ask ask = Ask.of(TEN_A_SECOND, row.permits(), Duration.ofMinutes(1), NOW);
            Schedule schedule = ask.scheduleAfter(Nanos.of(NOW.plusMillis(row.tatMillis())));
            assertThat(schedule.startAt()).as(row.what()).isEqualTo(NOW.plusMillis(row.startMillis()));
            assertThat(schedule.burst()).as(row.what()).isEqualTo(row.burst());
            assertThat(schedule.last())
                    .as(row.what())
                    .isBetween(NOW.plusMillis(row.lastMillis()), NOW.plusMillis(row.lastMillis() + 100));
        }
    }

    @Test
    void scheduleAfter_isNeverEarlierThanTheExactSlots() {
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < 2_000; i++) {
            RateLimit limit = anyLimit(random);
            int permits = 1 + random.nextInt(100);
            long tat = Nanos.of(NOW) + random.nextLong(-10_000_000_000L, 10_000_000_000L);
            Schedule schedule = Ask.of(limit, permits, Duration.ofDays(1), NOW).scheduleAfter(tat);
            for (int k = 0; k < permits; k++) {
                assertThat(Nanos.of(schedule.slot(k)))
                        .as("seed %d, case %d, unit %d of %s", seed, i, k, limit)
                        .isGreaterThanOrEqualTo(exactSlot(limit, tat, k).longValueExact());
            }
            assertThat(Nanos.of(schedule.last()))
                    .as("seed %d, case %d: nor later than an interval", seed, i)
                    .isLessThanOrEqualTo(exactSlot(limit, tat, permits - 1).longValueExact() + limit.intervalNanos());
        }
    }

    @Test
    void cost_doesNotOverflow_forTheLargestAskOfTheSlowestLimit() {
        RateLimit monthly = new RateLimit("x", 1, Duration.ofDays(31), 1, Duration.ZERO, Policy.SHARED);
        assertThat(Ask.of(monthly, Claim.MOST_PERMITS, PermitRequest.LONGEST_WAIT, NOW)
                        .impossible())
                .isTrue();
    }

    /** slot(k) = max(now, max(tat, now) + (k + 1)·T − τ), in integers of any size. */
    private static BigInteger exactSlot(RateLimit limit, long tat, int k) {
        BigInteger now = BigInteger.valueOf(Nanos.of(NOW));
        BigInteger interval = BigInteger.valueOf(limit.intervalNanos());
        return BigInteger.valueOf(tat)
                .max(now)
                .add(interval.multiply(BigInteger.valueOf(k + 1L)))
                .subtract(BigInteger.valueOf(limit.toleranceNanos()))
                .max(now);
    }

    private static RateLimit anyLimit(SplittableRandom random) {
        long permits = random.nextLong(1, 1_000_000);
        Duration lateness = Duration.ofMillis(random.nextInt(3000));
        return new RateLimit("x", permits, Duration.ofSeconds(1), random.nextLong(1, 100), lateness, Policy.SHARED);
    }
}
