package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.Test;

/** What every lease store does, said once. The random walk compares with the reference step by step. */
abstract class LeaseStoreContract {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(30);

    private final String bucket = "bucket-" + UUID.randomUUID();

    abstract LeaseStore store();

    @Test
    void tryTake_lendsAFreeSlot_inANewEpoch_toOneHolder() {
        Lending.Taken first = taken(ask("a", START));
        assertThat(store().tryTake(bucket, 0, ask("b", START)))
                .isEqualTo(new Lending.Refused(new Slot(0, holder("a"), first.epoch(), nanos(START.plus(LEASE)))));
        assertThat(store().tryTake(bucket, 0, ask("a", START)))
                .as("the holder's own repetition is told by the item, too")
                .isInstanceOf(Lending.Refused.class);
        assertThat(store().tryTake(bucket, 1, ask("b", START))).isInstanceOf(Lending.Taken.class);
    }

    @Test
    void tryTake_takesOver_onlyAGuardAfterTheLeasesEnd() {
        long first = taken(ask("a", START)).epoch();
        Instant lapsed = START.plus(LEASE).plus(LeaseAsk.GUARD);
        assertThat(store().tryTake(bucket, 0, ask("b", lapsed.minusNanos(1)))).isInstanceOf(Lending.Refused.class);
        assertThat(store().tryTake(bucket, 0, ask("b", lapsed))).isEqualTo(new Lending.Taken(first + 1));
    }

    @Test
    void tryRelease_freesTheSlot_once_andOnlyInItsEpoch() {
        long first = taken(ask("a", START)).epoch();
        assertThat(store().tryRelease(bucket, 0, holder("b"), first)).isFalse();
        assertThat(store().tryRelease(bucket, 0, holder("a"), first - 1)).isFalse();
        assertThat(store().tryRelease(bucket, 0, holder("a"), first)).isTrue();
        assertThat(store().tryRelease(bucket, 0, holder("a"), first)).isFalse();
        long second = taken(ask("a", START)).epoch();
        assertThat(second).isEqualTo(first + 1);
        assertThat(store().tryRelease(bucket, 0, holder("a"), first))
                .as("the same holder's earlier epoch releases nothing")
                .isFalse();
        assertThat(store().tryRelease(bucket, 7, holder("a"), first))
                .as("a slot that never was lent")
                .isFalse();
    }

    @Test
    void tryRenew_movesTheEndForwardOnly_whileTheLeaseIsTheHolders() {
        long epoch = taken(ask("a", START)).epoch();
        long end = nanos(START.plus(LEASE));
        assertThat(store().tryRenew(bucket, 0, holder("a"), epoch, end + 5)).hasValue(end + 5);
        assertThat(store().tryRenew(bucket, 0, holder("a"), epoch, end)).hasValue(end + 5);
        assertThat(store().tryRenew(bucket, 0, holder("b"), epoch, end + 9)).isEmpty();
        assertThat(store().tryRenew(bucket, 0, holder("a"), epoch - 1, end + 9)).isEmpty();
        assertThat(store().tryRenew(bucket, 3, holder("a"), epoch, end)).isEmpty();
        Instant late = START.plus(LEASE).plus(LeaseAsk.GUARD).plusSeconds(1);
        store().tryTake(bucket, 0, ask("b", late));
        assertThat(store().tryRenew(bucket, 0, holder("a"), epoch, nanos(late)))
                .as("taken over")
                .isEmpty();
    }

    @Test
    void tryGiveBack_leavesALease_whoseEndWasMovedSince() {
        long epoch = taken(ask("a", START)).epoch();
        long end = nanos(START.plus(LEASE));
        store().tryRenew(bucket, 0, holder("a"), epoch, end + 1);
        assertThat(store().tryGiveBack(bucket, 0, holder("a"), epoch, end)).isFalse();
        assertThat(store().tryGiveBack(bucket, 0, holder("a"), epoch, end + 1)).isTrue();
    }

    @Test
    void look_showsThePage_andNothingElse() {
        for (int slot : new int[] {2, 9, 10, 11, 100}) {
            store().tryTake(bucket, slot, ask("holder-" + slot, START));
        }
        assertThat(store().look(bucket, 2, 11)).extracting(Slot::number).containsExactly(2, 9, 10);
        assertThat(store().look(bucket, 50, 60)).isEmpty();
    }

    @Test
    void tryTake_givesASlotToOne_ofManyCallers() throws Exception {
        List<Callable<Lending>> callers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            LeaseAsk ask = ask("caller-" + i, START);
            callers.add(() -> store().tryTake(bucket, 0, ask));
        }
        int taken = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            for (Future<Lending> answer : pool.invokeAll(callers)) {
                taken += answer.get() instanceof Lending.Taken ? 1 : 0;
            }
        }
        assertThat(taken).isEqualTo(1);
    }

    @Test
    void allVerbs_agreeWithTheReference_overARandomWalk() {
        long seed = System.nanoTime();
        RandomGenerator random = new SplittableRandom(seed);
        InMemoryLeaseStore reference = new InMemoryLeaseStore();
        Instant now = START;
        for (int i = 0; i < 300; i++) {
            now = now.plusMillis(random.nextLong(-2_000, 8_000));
            int slot = random.nextInt(3);
            int verb = random.nextInt(4);
            LeaseAsk ask = ask("holder-" + random.nextInt(3), now);
            Slot seen =
                    reference.look(bucket, slot, slot + 1).stream().findFirst().orElse(Slot.unused(slot));
            long epoch = seen.epoch() - (random.nextInt(4) == 0 ? 1 : 0);
            assertThat(step(store(), verb, slot, ask, epoch, seen.until()))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(step(reference, verb, slot, ask, epoch, seen.until()));
            assertThat(store().look(bucket, 0, 3))
                    .as("seed %d, step %d", seed, i)
                    .isEqualTo(reference.look(bucket, 0, 3));
        }
    }

    private Object step(LeaseStore store, int verb, int slot, LeaseAsk ask, long epoch, long until) {
        return switch (verb) {
            case 0 -> store.tryTake(bucket, slot, ask);
            case 1 -> store.tryRenew(bucket, slot, ask.holder(), epoch, ask.until());
            case 2 -> store.tryRelease(bucket, slot, ask.holder(), epoch);
            default -> store.tryGiveBack(bucket, slot, ask.holder(), epoch, until);
        };
    }

    private Lending.Taken taken(LeaseAsk ask) {
        return (Lending.Taken) store().tryTake(bucket, 0, ask);
    }

    private static LeaseAsk ask(String requestId, Instant now) {
        return LeaseAsk.of(new Holder(requestId, null), now, now.plus(LEASE));
    }

    private static String holder(String requestId) {
        return ask(requestId, START).holder();
    }

    private static long nanos(Instant moment) {
        return Nanos.of(moment);
    }
}
