package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.permit.Reservation.Refused;
import dev.headgate.permit.Reservation.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every permit store does, said once. The random walk compares with the reference step by step. */
abstract class PermitStoreContract {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    /** 10 a second, 5 at once. */
    private static final RateLimit LIMIT =
            new RateLimit("x", 10, Duration.ofSeconds(1), 5, Duration.ZERO, Policy.SHARED);

    private static final Pace PACE = Pace.of(LIMIT);

    /** 10 a second, 5 at once, and 10 more for refunds. */
    private static final RateLimit REFUNDING = new RateLimit(
            "x", 10, Duration.ofSeconds(1), 15, Duration.ZERO, Policy.SHARED, new Refunds(10, Duration.ofSeconds(1)));

    abstract PermitStore store();

    private record Step(
            String what,
            int atMillis,
            int permits,
            int maxWaitMillis,
            @Nullable Integer startMillis) {}

    @Test
    void tryReserve_answersAsTheAlgorithmSays() {
        Step[] steps = {
            new Step("an idle bucket grants its burst at once", 0, 5, 0, 0),
            new Step("the sixth is refused now", 0, 1, 0, null),
            new Step("and granted for later, one interval on", 0, 1, 1000, 100),
            new Step("two more stand in line", 0, 2, 1000, 200),
            new Step("the last unit counts: three more end at 600 ms", 0, 3, 500, null),
            new Step("the refusals charged nothing", 0, 1, 1000, 400),
            new Step("at 500 ms the line is just served", 500, 1, 0, 500),
            new Step("after a second of idling the burst is back, once", 2000, 5, 0, 2000),
            new Step("not twice: no extra refill after idling", 2000, 1, 0, null),
            new Step("a clock that jumps back grants nothing early", 1000, 1, 2000, 2100),
            new Step("ten years later it is one burst again", Integer.MAX_VALUE, 5, 0, Integer.MAX_VALUE),
            new Step("and no more", Integer.MAX_VALUE, 1, 0, null),
        };
        String bucket = newBucket();
        for (Step step : steps) {
            Instant now = START.plusMillis(step.atMillis());
            Ask ask = Ask.of(LIMIT, step.permits(), Duration.ofMillis(step.maxWaitMillis()), now);
            Instant start = switch (store().tryReserve(bucket, ask)) {
                case Taken taken -> ask.scheduleAfter(taken.tatBefore()).startAt();
                case Refused _, Reservation.Outdated _ -> null;
            };
            Instant expected = step.startMillis() == null ? null : START.plusMillis(step.startMillis());
            assertThat(start).as(step.what()).isEqualTo(expected);
        }
    }

    @Test
    void tryReserve_agreesWithTheReference_overARandomWalk() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        InMemoryPermitStore reference = new InMemoryPermitStore();
        String bucket = newBucket();
        Instant now = START;
        for (int i = 0; i < 300; i++) {
            now = now.plusNanos(random.nextLong(-50_000_000, 300_000_000));
            if (random.nextInt(20) == 0) {
                Instant until = now.plusMillis(random.nextInt(2000));
                reference.pause(bucket, PACE, until);
                store().pause(bucket, PACE, until);
            }
            Ask ask = Ask.of(LIMIT, 1 + random.nextInt(4), Duration.ofMillis(random.nextInt(1500)), now);
            assertThat(store().tryReserve(bucket, ask))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(reference.tryReserve(bucket, ask));
            assertThat(store().peek(bucket)).as("seed %d, step %d", seed, i).isEqualTo(reference.peek(bucket));
        }
    }

    @Test
    void tryReserve_givesEachSlotOnce_toManyCallers() throws Exception {
        String bucket = newBucket();
        List<Callable<Reservation>> callers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            callers.add(() -> store().tryReserve(bucket, Ask.of(LIMIT, 1, Duration.ofHours(1), START)));
        }
        List<Long> before = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(16)) {
            for (Future<Reservation> answer : pool.invokeAll(callers)) {
                before.add(((Taken) answer.get()).tatBefore());
            }
        }
        assertThat(before).doesNotHaveDuplicates();
        assertThat(store().peek(bucket)).isEqualTo(Nanos.of(START) + 200 * LIMIT.intervalNanos());
    }

    @Test
    void pause_movesForwardOnly() {
        String bucket = newBucket();
        Instant until = START.plusSeconds(30);
        store().pause(bucket, PACE, until);
        store().pause(bucket, PACE, START.plusSeconds(10));
        Reservation answer = store().tryReserve(bucket, Ask.of(LIMIT, 1, Duration.ZERO, START));
        assertThat(answer).isEqualTo(new Refused(PACE.startingAt(Nanos.of(until)), Nanos.of(until)));
    }

    @Test
    void tryResume_takesAPauseBack_onlyIfNobodyHasReservedSince() {
        String bucket = newBucket();
        assertThat(store().tryResume(bucket)).as("no pause").isFalse();
        store().tryReserve(bucket, Ask.of(LIMIT, 3, Duration.ZERO, START));
        long before = store().peek(bucket);
        Instant until = START.plusSeconds(30);
        store().pause(bucket, PACE, until);
        assertThat(store().tryResume(bucket)).isTrue();
        assertThat(store().peek(bucket)).isEqualTo(before);
        assertThat(store().tryResume(bucket)).as("once").isFalse();
        assertThat(store().tryReserve(bucket, Ask.of(LIMIT, 2, Duration.ZERO, START)))
                .isInstanceOf(Taken.class);

        store().pause(bucket, PACE, until);
        store().tryReserve(bucket, Ask.of(LIMIT, 1, Duration.ofMinutes(1), START));
        assertThat(store().tryResume(bucket)).as("reserved behind it").isFalse();
        assertThat(store().peek(bucket)).isGreaterThan(Nanos.of(until));
    }

    /** Two limits that are changed to and fro, asked by environments that hear of it at once or late. */
    @Test
    void tryReserve_agreesWithTheReference_whileTheLimitChanges() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        InMemoryPermitStore reference = new InMemoryPermitStore();
        String bucket = newBucket();
        Instant now = START;
        for (int i = 0; i < 200; i++) {
            now = now.plusNanos(random.nextLong(100_000_000));
            int version = i / 20 + random.nextInt(2);
            RateLimit limit = new RateLimit(
                            "x",
                            1 + 7 * (version % 5),
                            Duration.ofSeconds(1),
                            2 + version % 3,
                            Duration.ZERO,
                            Policy.SHARED)
                    .with(new RateOptions(0, 1, Overrides.none(), version, 0));
            if (random.nextInt(30) == 0) {
                Instant until = now.plusMillis(random.nextInt(2000));
                reference.pause(bucket, PACE, until);
                store().pause(bucket, PACE, until);
            }
            Ask ask = Ask.of(limit, 1 + random.nextInt(2), Duration.ofMillis(random.nextInt(3000)), now);
            assertThat(store().tryReserve(bucket, ask))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(reference.tryReserve(bucket, ask));
            assertThat(store().peek(bucket)).as("seed %d, step %d", seed, i).isEqualTo(reference.peek(bucket));
        }
    }

    @Test
    void tryRefund_agreesWithTheReference_overARandomWalk() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        InMemoryPermitStore reference = new InMemoryPermitStore();
        String bucket = newBucket();
        Instant now = START;
        int refunded = 0;
        for (int i = 0; i < 200; i++) {
            now = now.plusNanos(random.nextLong(-50_000_000, 300_000_000));
            Ask ask = Ask.of(REFUNDING, 1 + random.nextInt(4), Duration.ofMillis(random.nextInt(1500)), now);
            Reservation taken = reference.tryReserve(bucket, ask);
            assertThat(store().tryReserve(bucket, ask))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(taken);
            if (random.nextInt(20) == 0) {
                Instant until = now.plusMillis(random.nextInt(2000));
                reference.pause(bucket, PACE, until);
                store().pause(bucket, PACE, until);
            }
            if (random.nextInt(10) == 0) {
                reference.charge(bucket, Nanos.of(now), 50_000_000);
                store().charge(bucket, Nanos.of(now), 50_000_000);
            }
            long moment = Nanos.of(now) + random.nextLong(1_000_000_000);
            Refund refund =
                    new Refund(moment, 99_999_999, moment + 1_500_000_000, 1, random.nextInt(4), 2_000_000_000, PACE);
            boolean done = reference.tryRefund(bucket, refund);
            assertThat(store().tryRefund(bucket, refund))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(done);
            refunded += done ? 1 : 0;
            assertThat(store().peek(bucket)).as("seed %d, step %d", seed, i).isEqualTo(reference.peek(bucket));
        }
        assertThat(refunded).isBetween(10, 190);
    }

    @Test
    void tryGiveBack_movesBackOnly_whileNobodyReservedSince() {
        String bucket = newBucket();
        store().tryReserve(bucket, Ask.of(LIMIT, 2, Duration.ZERO, START));
        long after = Nanos.of(START) + 2 * LIMIT.intervalNanos();
        store().tryReserve(bucket, Ask.of(LIMIT, 1, Duration.ZERO, START));
        assertThat(store().tryGiveBack(bucket, Nanos.of(START), after)).isFalse();
        assertThat(store().peek(bucket)).isEqualTo(after + LIMIT.intervalNanos());
        assertThat(store().tryGiveBack(bucket, after, after + LIMIT.intervalNanos()))
                .isTrue();
        assertThat(store().tryGiveBack(bucket, Nanos.of(START), after)).isTrue();
        assertThat(store().peek(bucket)).isEqualTo(Nanos.of(START));
    }

    /** The burst is halved, and others take the other half: the bucket stands where it stood, for other units. */
    @Test
    void tryGiveBack_changesNothing_whereTheTatHasComeUpAgainAfterAChange() {
        String bucket = newBucket();
        RateLimit ten = changed(10, 1);
        RateLimit five = changed(5, 2);
        store().tryReserve(bucket, Ask.of(ten, 10, Duration.ZERO, START));
        long after = store().peek(bucket);
        assertThat(store().tryReserve(bucket, Ask.of(five, 1, Duration.ZERO, START)))
                .isInstanceOf(Refused.class);
        store().tryReserve(bucket, Ask.of(five, 5, Duration.ofSeconds(1), START));
        assertThat(store().peek(bucket)).isEqualTo(after);
        assertThat(store().tryGiveBack(bucket, Nanos.of(START), after)).isFalse();
        assertThat(store().peek(bucket)).isEqualTo(after);
        store().tryReserve(bucket, Ask.of(five, 1, Duration.ofSeconds(1), START));
        assertThat(store().tryGiveBack(bucket, after, store().peek(bucket)))
                .as("what was granted since")
                .isTrue();
    }

    @Test
    void tryResume_takesAPauseBack_alsoAfterAChange() {
        String bucket = newBucket();
        Instant until = START.plusSeconds(30);
        store().tryReserve(bucket, Ask.of(changed(10, 1), 4, Duration.ZERO, START));
        long before = store().peek(bucket);
        store().pause(bucket, PACE, until);
        assertThat(store().tryReserve(bucket, Ask.of(changed(5, 2), 1, Duration.ZERO, START)))
                .isInstanceOf(Refused.class);
        assertThat(store().tryResume(bucket)).isTrue();
        assertThat(store().peek(bucket)).as("4 of 5 are in use").isEqualTo(before);

        store().pause(bucket, PACE, until);
        store().tryReserve(bucket, Ask.of(changed(5, 2), 1, Duration.ofMinutes(1), START));
        store().tryReserve(bucket, Ask.of(changed(4, 3), 1, Duration.ZERO, START));
        assertThat(store().tryResume(bucket)).as("reserved behind it").isFalse();
    }

    @Test
    void tryRefund_changesNothing_inABucketOfOtherTerms() {
        String bucket = newBucket();
        store().tryReserve(bucket, Ask.of(changed(5, 1), 5, Duration.ZERO, START));
        long now = Nanos.of(START);
        Pace other = Pace.of(changed(4, 0));
        assertThat(store().tryRefund(bucket, new Refund(now, 99, now + 1_000_000_000, 1, 9, 1_000, other)))
                .isFalse();
        assertThat(store().tryRefund(bucket, new Refund(now, 99, now + 1_000_000_000, 1, 9, 1_000, PACE)))
                .isTrue();
    }

    /** 10 a second, so many at once. */
    private static RateLimit changed(long burst, int version) {
        return new RateLimit("x", 10, Duration.ofSeconds(1), burst, Duration.ZERO, Policy.SHARED)
                .with(new RateOptions(0, 1, Overrides.none(), version, 0));
    }

    @Test
    void charge_movesForward_alsoABucketThatIsGone() {
        String bucket = newBucket();
        long after = Nanos.of(START);
        store().charge(bucket, after, 5);
        store().charge(bucket, after, 7);
        assertThat(store().peek(bucket)).isEqualTo(after + 12);
    }

    private static String newBucket() {
        return "bucket-" + UUID.randomUUID();
    }
}
