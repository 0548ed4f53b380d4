package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** CONCURRENCY limits, as a caller of the granter sees them. */
class LeasesTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration LEASE = Duration.ofSeconds(60);

    private final InMemoryLimits limits = new InMemoryLimits();
    private final InMemoryLeaseStore slots = new InMemoryLeaseStore();
    private final LeaseTurnstile leases = new LeaseTurnstile(slots);
    private final PermitGranter granter = granter(slots);

    LeasesTest() {
        declare(3);
        limits.put(new RateLimit("rate", 1, Duration.ofSeconds(1), 1, Duration.ZERO, Policy.SHARED));
    }

    @Test
    void acquire_lendsEachSlotToOne_thenRefuses() {
        Set<Integer> lent = new HashSet<>();
        for (String request : List.of("a", "b", "c")) {
            Part.Lease lease = lease(ask(request, NOW));
            assertThat(lease.until()).isEqualTo(NOW.plus(LEASE));
            lent.add(lease.slot());
        }
        assertThat(lent).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(ask("d", NOW)).isInstanceOfSatisfying(Denied.class, denied -> {
            assertThat(denied.reason()).isEqualTo(Reason.CONCURRENCY);
            assertThat(denied.by()).isEqualTo("llm");
            assertThat(denied.retryAt()).as("a tenth of a lease").isBetween(NOW.plusSeconds(6), NOW.plusSeconds(8));
        });
    }

    @Test
    void acquire_isToldToComeAgain_whenTheFirstLeaseEnds_ifThatIsSooner() {
        List.of("a", "b", "c").forEach(request -> ask(request, NOW));
        Instant nearTheEnd = NOW.plus(LEASE).plus(LeaseAsk.GUARD).minusSeconds(2);
        assertThat(((Denied) ask("d", nearTheEnd)).retryAt())
                .isBetween(nearTheEnd.plusSeconds(2), nearTheEnd.plusSeconds(3));
    }

    @Test
    void acquire_returnsTheSlotAlreadyHeld_whenAskedAgain() {
        for (String request : List.of("a", "b", "c")) {
            Part.Lease first = lease(ask(request, NOW));
            Part.Lease again = lease(ask(request, NOW.plusSeconds(1)));
            assertThat(again.slot()).isEqualTo(first.slot());
            assertThat(again.epoch()).isEqualTo(first.epoch());
            assertThat(again.again()).isTrue();
        }
    }

    @Test
    void acquire_tellsTheSameRequestOfTwoOwnersApart() {
        Part.Lease one = lease(ask(new Holder("step", "execution-1"), NOW));
        Part.Lease other = lease(ask(new Holder("step", "execution-2"), NOW));
        assertThat(other.slot()).isNotEqualTo(one.slot());
        assertThat(other.holder()).isNotEqualTo(one.holder()).hasSize(24);
        assertThat(LeaseAsk.of(new Holder("bc", "a"), NOW, NOW).holder())
                .isNotEqualTo(LeaseAsk.of(new Holder("c", "ab"), NOW, NOW).holder());
    }

    @Test
    void acquire_throws_whenNobodyIsNamed_orSeveralSlotsAreAsked() {
        assertThatThrownBy(() -> ask((Holder) null, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("requestId must be given for limit llm, whose type is CONCURRENCY: it names who holds the"
                        + " slot, got: nothing");
        assertThatThrownBy(() -> granter.acquire(
                        request(List.of(new Claim("llm", null, 2)), Duration.ZERO, new Holder("a", null)), NOW))
                .hasMessage("permits must be 1 for limit llm, whose type is CONCURRENCY, got: 2");
        assertThatThrownBy(() -> granter.pause("llm", null, NOW, NOW)).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void acquire_countsTheLeaseFromTheLatestStart_whenAnotherLimitDecidesIt() {
        Decision both = granter.acquire(
                request(
                        List.of(new Claim("rate", null, 1), new Claim("llm", null, 1)),
                        Duration.ofSeconds(30),
                        new Holder("a", null)),
                NOW);
        assertThat(lease(both).until()).isEqualTo(NOW.plusSeconds(30).plus(LEASE));
    }

    @Test
    void acquire_givesTheSlotBack_whenAnotherLimitRefuses() {
        declare(1);
        assertThat(askBoth("a", NOW)).isInstanceOf(Granted.class);
        leases.release(lease(ask("a", NOW)));
        assertThat(askBoth("b", NOW.plusNanos(1)))
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.RATE));
        assertThat(ask("c", NOW)).as("the slot is free").isInstanceOf(Granted.class);
    }

    @Test
    void acquire_leavesASlotThatWasHeldBefore_whenAnotherLimitRefusesTheRepetition() {
        declare(1);
        assertThat(askBoth("a", NOW)).isInstanceOf(Granted.class);
        assertThat(askBoth("a", NOW)).isInstanceOf(Denied.class);
        assertThat(ask("b", NOW)).as("the first answer's slot is still lent").isInstanceOf(Denied.class);
    }

    @Test
    void crash_leaksASlot_untilItsLeaseEnds_andNoLonger() {
        declare(1);
        Part.Lease crashed = lease(ask("a", NOW));
        Instant end = crashed.until().plus(LeaseAsk.GUARD);
        assertThat(ask("b", end.minusNanos(1))).isInstanceOf(Denied.class);
        Part.Lease next = lease(ask("b", end));
        assertThat(next.epoch()).isEqualTo(crashed.epoch() + 1);
        assertThat(leases.release(crashed)).as("the old epoch releases nothing").isFalse();
        assertThat(leases.renew(crashed, LEASE, end))
                .as("and is told that it is lost")
                .isEmpty();
        assertThat(ask("c", end)).isInstanceOf(Denied.class);
    }

    @Test
    void crash_leaksASlotForEver_whenLeasesDoNotEnd() {
        declare(1);
        limits.put(new ConcurrencyLimit("llm", 1, ConcurrencyLimit.LONGEST_LEASE, Policy.SHARED));
        ask("a", NOW);
        assertThat(ask("b", NOW.plus(LEASE).plus(LeaseAsk.GUARD))).isInstanceOf(Denied.class);
    }

    @Test
    void renew_keepsTheSlot_asLongAsItIsRenewed() {
        declare(1);
        Part.Lease lease = lease(ask("a", NOW));
        for (int i = 1; i < 20; i++) {
            Instant now = NOW.plusSeconds(50L * i);
            assertThat(leases.renew(lease, LEASE, now))
                    .hasValueSatisfying(renewed -> assertThat(renewed.until()).isEqualTo(now.plus(LEASE)));
            assertThat(ask("b", now)).isInstanceOf(Denied.class);
        }
    }

    /** AWS's sample refuses while {@code count <> limit} is false: lowered below what is held, it lets everybody in. */
    @Test
    void loweredLive_belowWhatIsHeld_itRefuses_andOldLeasesRunOut() {
        declare(10);
        List<Part.Lease> held = IntStream.range(0, 10)
                .mapToObj(i -> lease(ask("old-" + i, NOW)))
                .toList();
        declare(3);
        for (int i = 0; i < 50; i++) {
            assertThat(ask("new-" + i, NOW)).isInstanceOf(Denied.class);
        }
        held.stream().filter(lease -> lease.slot() >= 3).forEach(leases::release);
        assertThat(ask("new", NOW))
                .as("slots above the limit are not lent again")
                .isInstanceOf(Denied.class);
        held.stream().filter(lease -> lease.slot() == 1).forEach(leases::release);
        assertThat(lease(ask("new", NOW)).slot()).isEqualTo(1);
        assertThat(ask("newer", NOW)).isInstanceOf(Denied.class);
    }

    @Test
    void raisedLive_theNewSlotsAreThere() {
        for (int i = 0; i < 3; i++) {
            ask("old-" + i, NOW);
        }
        declare(5);
        assertThat(ask("new-1", NOW)).isInstanceOf(Granted.class);
        assertThat(ask("new-2", NOW)).isInstanceOf(Granted.class);
        assertThat(ask("new-3", NOW)).isInstanceOf(Denied.class);
    }

    @Test
    void oneThousandSlots_canAllBeHeldAtOnce_andNotOneMore() {
        declare(1_000);
        int pages = new SlotPages(1_000).count();
        Set<Integer> lent = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String request = "holder-" + i;
            int asks = 1;
            Decision decision = ask(request, NOW);
            while (decision instanceof Denied) {
                assertThat(++asks).as("asks of %s", request).isLessThanOrEqualTo(pages);
                decision = ask(request, NOW);
            }
            lent.add(lease(decision).slot());
        }
        assertThat(lent).hasSize(1_000);
        for (int i = 0; i < 2 * pages; i++) {
            assertThat(ask("one-too-many", NOW)).isInstanceOf(Denied.class);
        }
    }

    @Test
    void lastFreeSlot_isFound_afterAtMostAsManyAsksAsThereArePages() {
        declare(1_000);
        int pages = new SlotPages(1_000).count();
        List<Part.Lease> held = fill(1_000);
        for (int slot = 0; slot < 1_000; slot += 97) {
            leases.release(held.get(slot));
            int asks = 1;
            while (ask("seeker-" + slot, NOW) instanceof Denied) {
                assertThat(++asks).isLessThanOrEqualTo(pages);
            }
        }
    }

    @Test
    void lastFreeSlot_isFoundAtOnce_whereTheSlotsAreOnOnePage() {
        declare(SlotPages.MOST);
        List<Part.Lease> held = fill(SlotPages.MOST);
        for (Part.Lease lease : held) {
            leases.release(lease);
            assertThat(ask("seeker-" + lease.slot(), NOW)).isInstanceOf(Granted.class);
        }
    }

    @Test
    void cost_isBounded_howeverManyAreHeld() {
        List<Integer> writes = new ArrayList<>();
        for (int size : new int[] {10, 1_000, 10_000}) {
            declare(size);
            fill(size);
            int before = slots.writes();
            int looks = slots.looks();
            for (int i = 0; i < 100; i++) {
                ask("refused-" + i, NOW);
            }
            writes.add(slots.writes() - before);
            assertThat(slots.looks() - looks).isLessThanOrEqualTo(200);
        }
        assertThat(writes).as("one write each, at its home").containsOnly(100);
    }

    private List<Part.Lease> fill(int size) {
        LeaseAsk[] asks = new LeaseAsk[size];
        List<Part.Lease> held = new ArrayList<>();
        for (int slot = 0; slot < size; slot++) {
            asks[slot] = LeaseAsk.of(new Holder("fill-" + slot, null), NOW, NOW.plus(LEASE));
            if (slots.tryTake("llm", slot, asks[slot]) instanceof Lending.Taken taken) {
                held.add(new Part.Lease(
                        new Claim("llm", null, 1),
                        "llm",
                        slot,
                        asks[slot].holder(),
                        taken.epoch(),
                        NOW,
                        NOW.plus(LEASE),
                        false));
            }
        }
        return held;
    }

    private void declare(int size) {
        limits.put(new ConcurrencyLimit("llm", size, LEASE, Policy.SHARED));
    }

    private Decision ask(String requestId, Instant now) {
        return ask(new Holder(requestId, null), now);
    }

    private Decision ask(@Nullable Holder holder, Instant now) {
        return granter.acquire(request(List.of(new Claim("llm", null, 1)), Duration.ZERO, holder), now);
    }

    private Decision askBoth(String requestId, Instant now) {
        return granter.acquire(both(requestId), now);
    }

    private static PermitRequest both(String requestId) {
        return request(
                List.of(new Claim("rate", null, 1), new Claim("llm", null, 1)),
                Duration.ZERO,
                new Holder(requestId, null));
    }

    private static PermitRequest request(List<Claim> claims, Duration maxWait, @Nullable Holder holder) {
        return new PermitRequest(claims, maxWait, false, Priority.NORMAL, null, holder);
    }

    private static Part.Lease lease(Decision decision) {
        return ((Granted) decision)
                .taken().stream()
                        .map(Taking.Taken::part)
                        .filter(Part.Lease.class::isInstance)
                        .map(Part.Lease.class::cast)
                        .findFirst()
                        .orElseThrow();
    }

    private PermitGranter granter(LeaseStore store) {
        CircuitBreaker circuits =
                new CircuitBreaker(new InMemoryCircuitStore(), Duration.ofSeconds(1), new SplittableRandom(7));
        return new PermitGranter(
                limits,
                new PermitStores(new InMemoryPermitStore(), new InMemoryQuotaStore(), store),
                circuits,
                Duration.ZERO,
                new SplittableRandom(7));
    }
}
