package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.StoreUnavailableException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.permit.PermitEnd.Done;
import dev.headgate.permit.PermitEnd.NotDone;
import dev.headgate.permit.PermitRecord.State;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DurablePermitsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String RUN = "arn:aws:states:us-east-1:000000000000:execution:m:run-7";
    /** 10 a second, 20 at once. */
    private static final RateLimit TOKENS = new RateLimit("tokens", 10, SECOND, 20, Duration.ZERO, Policy.SHARED);

    private static final RateLimit REFUNDING = new RateLimit(
            "refunding", 10, SECOND, 40, Duration.ZERO, Policy.SHARED, new Refunds(20, Duration.ofSeconds(10)));

    private final InMemoryPermitStore buckets = new InMemoryPermitStore();
    private final InMemoryPermitRecords records = new InMemoryPermitRecords();
    private final PermitGranter granter = new PermitGranter(
            new InMemoryLimits().put(TOKENS).put(REFUNDING),
            buckets.besideQuotas(),
            new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
            Duration.ofSeconds(5),
            new SplittableRandom(7));
    private final DurablePermits permits = new DurablePermits(granter, records, new SplittableRandom(1));
    private final PermitEnds ends = new PermitEnds(granter, records, new SplittableRandom(2));

    @Test
    void acquire_answersTheSameAgain_andGivesTheSecondSlotBack() {
        Granted first = granted(acquire("tokens", 8, "r-1"));
        long tat = buckets.peek("tokens");
        Granted again = granted(permits.acquire(ask("tokens", 8, "r-1", RUN, 60), NOW.plusMillis(100)));
        assertThat(again.schedule()).isEqualTo(first.schedule());
        assertThat(again.taken()).isEqualTo(first.taken());
        assertThat(durable(again).id()).isEqualTo(durable(first).id());
        assertThat(durable(first).again()).isFalse();
        assertThat(durable(again).again()).isTrue();
        assertThat(buckets.peek("tokens")).isEqualTo(tat);
    }

    @Test
    void acquire_answersTheSameAgain_whenTheLimitIsTakenUpSince() {
        Granted first = granted(permits.acquire(ask("tokens", 20, "r-1", RUN, 0), NOW));
        Granted again = granted(permits.acquire(ask("tokens", 20, "r-1", RUN, 0), NOW.plusMillis(10)));
        assertThat(again.schedule()).isEqualTo(first.schedule());
        assertThat(permits.acquire(ask("tokens", 20, "r-2", RUN, 0), NOW.plusMillis(20)))
                .isInstanceOf(Denied.class);
        assertThat(records.find(new Holder("r-2", RUN)))
                .as("a refusal is not remembered")
                .isEmpty();
    }

    @Test
    void acquire_throws_whenTheRequestAskedForSomethingElse() {
        acquire("tokens", 8, "r-1");
        long tat = buckets.peek("tokens");
        assertThatThrownBy(() -> acquire("tokens", 9, "r-1"))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageStartingWith("requestId must be another one for another ask, got: r-1");
        assertThat(buckets.peek("tokens")).isEqualTo(tat);
        assertThat(acquire("tokens", 9, "r-2")).isInstanceOf(Granted.class);
    }

    @Test
    void acquire_isANewAsk_whenThePermitWasGivenBack_andTheOldNameEndsNothing() {
        PermitId first = id(acquire("tokens", 8, "r-1"));
        ends.cancel(first, NOW);
        PermitId second = id(acquire("tokens", 3, "r-1"));
        assertThat(second).isNotEqualTo(first);
        assertThat(ends.cancel(first, NOW)).isEqualTo(new NotDone(NotDone.Reason.UNKNOWN_PERMIT));
        assertThat(records.find(second.holder()).orElseThrow().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void acquire_wastesTheSlot_whenNothingCanBeRemembered() {
        DurablePermits broken = new DurablePermits(
                granter,
                UnreliableStore.unreachable(PermitRecords.class, new InMemoryPermitRecords()),
                new SplittableRandom(3));
        assertThatThrownBy(() -> broken.acquire(ask("tokens", 8, "r-1", RUN, 0), NOW))
                .isInstanceOf(StoreUnavailableException.class);
        assertThat(buckets.peek("tokens"))
                .as("the record may have been written: giving the slot back might grant it twice")
                .isEqualTo(Nanos.of(NOW) + 8 * TOKENS.intervalNanos());
    }

    @Test
    void settle_correctsOnce_andAnswersTheSameAgain() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        Done first = done(ends.settle(id, List.of(used("tokens", 5)), NOW.plusMillis(10)));
        assertThat(first.refunded()).isEqualTo(3);
        assertThat(buckets.peek("tokens")).isEqualTo(Nanos.of(NOW) + 5 * TOKENS.intervalNanos());
        Done again = done(ends.settle(id, List.of(used("tokens", 1)), NOW.plusMillis(20)));
        assertThat(again.permit()).as("the first counts").isEqualTo(first.permit());
        assertThat(again.again()).isTrue();
        assertThat(buckets.peek("tokens")).isEqualTo(Nanos.of(NOW) + 5 * TOKENS.intervalNanos());
        assertThat(ends.cancel(id, NOW)).isEqualTo(new NotDone(NotDone.Reason.SETTLED));
    }

    @Test
    void settle_givesNothingBack_whenOthersStandBehind() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        acquire("tokens", 1, "r-2");
        long tat = buckets.peek("tokens");
        assertThat(done(ends.settle(id, List.of(used("tokens", 5)), NOW)).refunded())
                .isZero();
        assertThat(buckets.peek("tokens")).isEqualTo(tat);
    }

    @Test
    void settle_refundsThoughOthersStandBehind_whereTheLimitSetSomethingAside() {
        PermitId id = id(acquire("refunding", 8, "r-1"));
        acquire("refunding", 1, "r-2");
        long tat = buckets.peek("refunding");
        assertThat(done(ends.settle(id, List.of(used("refunding", 5)), NOW)).refunded())
                .isEqualTo(3);
        assertThat(buckets.peek("refunding")).isEqualTo(tat - 3 * REFUNDING.intervalNanos() + 1);
    }

    @Test
    void settle_charges_whatWasUsedBeyondTheEstimate_once() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        acquire("tokens", 1, "r-2");
        long tat = buckets.peek("tokens");
        ends.settle(id, List.of(used("tokens", 30)), NOW);
        ends.settle(id, List.of(used("tokens", 30)), NOW);
        assertThat(buckets.peek("tokens")).isEqualTo(tat + 22 * TOKENS.intervalNanos());
        assertThat(records.find(id.holder()).orElseThrow().charged()).isTrue();
    }

    @Test
    void debt_doesNotDeepen_withEachRefusal() {
        ends.settle(id(acquire("tokens", 8, "r-1")), List.of(used("tokens", 500)), NOW);
        long tat = buckets.peek("tokens");
        for (int i = 0; i < 100; i++) {
            assertThat(permits.acquire(ask("tokens", 1, "refused-" + i, RUN, 0), NOW.plusMillis(i)))
                    .isInstanceOf(Denied.class);
        }
        assertThat(buckets.peek("tokens")).isEqualTo(tat);
        assertThat(permits.acquire(ask("tokens", 1, "later", RUN, 0), NOW.plusSeconds(49)))
                .as("it is worked off at the limit's rate")
                .isInstanceOf(Granted.class);
    }

    @Test
    void settle_completesTheCharge_whenTheFirstTryBrokeOff() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        long tat = buckets.peek("tokens");
        // Killed after its first write: the record is settled, the bucket does not know.
        records.tryEnd(id, new Ending(State.SETTLED, List.of(used("tokens", 10)), "killed"));
        assertThat(buckets.peek("tokens")).isEqualTo(tat);
        assertThat(done(ends.settle(id, List.of(used("tokens", 10)), NOW)).again())
                .isTrue();
        assertThat(buckets.peek("tokens")).isEqualTo(tat + 2 * TOKENS.intervalNanos());
    }

    @Test
    void settle_refundsNothing_whenTheFirstTryBrokeOff() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        long tat = buckets.peek("tokens");
        records.tryEnd(id, new Ending(State.SETTLED, List.of(used("tokens", 1)), "killed"));
        ends.settle(id, List.of(used("tokens", 1)), NOW);
        assertThat(buckets.peek("tokens"))
                .as("nobody knows whether it was refunded")
                .isEqualTo(tat);
    }

    @Test
    void settle_throws_whenItSpeaksOfAnotherLimit_andChangesNothing() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        assertThatThrownBy(() -> ends.settle(id, List.of(used("tokens", 5), used("requests", 1)), NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("used must name limits and keys of the permit");
        assertThat(records.find(id.holder()).orElseThrow().state()).isEqualTo(State.ACTIVE);
    }

    @Test
    void cancel_givesBackAllThatNobodyReservedBehind() {
        long before = buckets.peek("tokens");
        PermitId id = id(acquire("tokens", 8, "r-1"));
        assertThat(done(ends.cancel(id, NOW)).refunded()).isEqualTo(8);
        assertThat(buckets.peek("tokens")).isEqualTo(Nanos.of(NOW));
        assertThat(before).isZero();
        assertThat(done(ends.cancel(id, NOW)).again()).isTrue();
    }

    @Test
    void end_answersAsData_whenThereIsNoSuchPermit() {
        PermitId unknown = new PermitId(new Holder("r-9", null), "0123456789abcdef");
        assertThat(ends.settle(unknown, List.of(), NOW)).isEqualTo(new NotDone(NotDone.Reason.UNKNOWN_PERMIT));
        assertThat(ends.release(unknown, NOW)).isEqualTo(new NotDone(NotDone.Reason.UNKNOWN_PERMIT));
    }

    @Test
    void endAll_cancelsTheFuture_andReleasesThePast_ofThatOwnerOnly() {
        List<PermitId> past = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            past.add(id(acquire("tokens", 5, "past-" + i)));
        }
        PermitId settled = id(acquire("tokens", 1, "settled"));
        ends.settle(settled, List.of(), NOW);
        PermitId other = id(permits.acquire(ask("tokens", 1, "r", "arn:other", 60), NOW));
        PermitId future = id(permits.acquire(ask("tokens", 20, "future", RUN, 60), NOW));
        long tat = buckets.peek("tokens");
        assertThat(ends.endAll(RUN, NOW.plusSeconds(1))).isEqualTo(5);
        assertThat(past).allSatisfy(id -> assertThat(state(id)).isEqualTo(State.RELEASED));
        assertThat(state(settled)).isEqualTo(State.SETTLED);
        assertThat(state(other)).isEqualTo(State.ACTIVE);
        assertThat(state(future)).isEqualTo(State.CANCELLED);
        assertThat(buckets.peek("tokens")).isEqualTo(tat - 20 * TOKENS.intervalNanos());
        assertThat(ends.endAll(RUN, NOW.plusSeconds(1))).as("repeated").isZero();
    }

    @Test
    void endAll_chargesWhatABrokenOffSettlementOwes() {
        PermitId id = id(acquire("tokens", 8, "r-1"));
        long tat = buckets.peek("tokens");
        records.tryEnd(id, new Ending(State.SETTLED, List.of(used("tokens", 10)), "killed"));
        ends.endAll(RUN, NOW);
        ends.endAll(RUN, NOW);
        assertThat(buckets.peek("tokens")).isEqualTo(tat + 2 * TOKENS.intervalNanos());
    }

    private State state(PermitId id) {
        return records.find(id.holder()).orElseThrow().state();
    }

    private Decision acquire(String limit, int count, String requestId) {
        return permits.acquire(ask(limit, count, requestId, RUN, 60), NOW);
    }

    private static PermitRequest ask(String limit, int count, String requestId, String owner, int maxWaitSeconds) {
        return new PermitRequest(
                List.of(new Claim(limit, null, count)),
                Duration.ofSeconds(maxWaitSeconds),
                false,
                Priority.NORMAL,
                null,
                new Holder(requestId, owner));
    }

    private static Usage used(String limit, int count) {
        return new Usage(limit, null, count);
    }

    private static Granted granted(Decision decision) {
        assertThat(decision).isInstanceOf(Granted.class);
        return (Granted) decision;
    }

    private static PermitId id(Decision decision) {
        return durable(granted(decision)).id();
    }

    private static Decision.Durable durable(Granted granted) {
        return Optional.ofNullable(granted.durable()).orElseThrow();
    }

    private static Done done(@Nullable PermitEnd end) {
        assertThat(end).isInstanceOf(Done.class);
        return Optional.ofNullable((Done) end).orElseThrow();
    }
}
