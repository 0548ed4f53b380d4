package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.testing.Seeds;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When each unit of a permit may start, for limits of every magnitude. That the bound holds so is RateBoundTest's. */
@Tag("campaign")
class SlotLawsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final int UNITS_LOOKED_AT = 20;

    /** When a unit of a schedule may start. */
    private interface Law extends BiFunction<Schedule, Integer, Instant> {}

    /** An ask of a bucket that grants it, just so or with time to spare, and the bucket in exact arithmetic. */
    private record Case(Ask ask, long tat, Duration maxWait, ExactBucket exact) {
        static Case any(RandomGenerator random) {
            RateLimit limit = Limits.any(random);
            Priority priority = random.nextBoolean() ? Priority.HIGH : Priority.LOW;
            long tat = Limits.anyTat(random, limit, NOW);
            ExactBucket exact = new ExactBucket(limit, priority, tat);
            int permits = (int) Limits.magnitude(random, 3 * limit.grantedBurst() + 2);
            Duration least = Duration.ofNanos(exact.slot(permits - 1, NOW) - Nanos.of(NOW));
            Duration maxWait = random.nextBoolean() ? least : least.plusNanos(random.nextLong(1_000_000_000));
            return new Case(Ask.of(limit, Pace.of(limit), priority, permits, maxWait, NOW), tat, maxWait, exact);
        }
    }

    @Test
    void everySlot_isThatOfExactArithmetic() {
        Seeds.of(2_000, 100_000).check((seed, random) -> requireExact(Case.any(random), Schedule::slot));
    }

    @Test
    void theLastSlot_liesWithinTheWait() {
        Seeds.of(2_000, 100_000).check((seed, random) -> requireInTime(Case.any(random), Schedule::slot));
    }

    @Test
    void slots_wouldBeLate_countedFromTheFirst() {
        assertThatThrownBy(() -> Seeds.ofControl(300)
                        .check((seed, random) -> requireExact(Case.any(random), SlotLawsTest::countedFromTheFirst)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("expected");
        assertThatThrownBy(() -> Seeds.ofControl(300)
                        .check((seed, random) -> requireInTime(Case.any(random), SlotLawsTest::countedFromTheFirst)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("within the wait");
    }

    /** The first slot is no earlier than now; what is counted from it is up to an interval late. */
    private static Instant countedFromTheFirst(Schedule schedule, int unit) {
        int behind = Math.max(0, unit - schedule.burst() + 1);
        return schedule.startAt().plus(schedule.interval().multipliedBy(behind));
    }

    private static void requireExact(Case one, Law law) {
        Schedule schedule = one.ask().scheduleAfter(one.tat());
        int permits = schedule.permits();
        int step = Math.ceilDiv(permits, UNITS_LOOKED_AT);
        IntStream.concat(
                        IntStream.iterate(0, k -> k < permits, k -> k + step),
                        IntStream.of(schedule.burst() - 1, Math.min(schedule.burst(), permits - 1), permits - 1))
                .forEach(k -> assertThat(Nanos.of(law.apply(schedule, k)))
                        .as("unit %d of %d, %s", k, permits, one.ask().limit())
                        .isEqualTo(one.exact().slot(k, NOW)));
    }

    private static void requireInTime(Case one, Law law) {
        assertThat(one.ask().refusedAt(one.tat())).as("refused: %s", one).isFalse();
        Schedule schedule = one.ask().scheduleAfter(one.tat());
        assertThat(law.apply(schedule, schedule.permits() - 1))
                .as("the last unit starts within the wait, %s", one)
                .isBeforeOrEqualTo(NOW.plus(one.maxWait()));
    }
}
