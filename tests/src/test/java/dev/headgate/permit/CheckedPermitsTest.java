package dev.headgate.permit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.headgate.InvalidRequestException;
import dev.headgate.UnknownLimitException;
import dev.headgate.circuit.Admission;
import dev.headgate.circuit.Circuit;
import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.CircuitSettings;
import dev.headgate.circuit.CircuitSettings.WithoutStore;
import dev.headgate.circuit.CircuitStore;
import dev.headgate.circuit.Forced;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.circuit.Opening;
import dev.headgate.circuit.Probe;
import dev.headgate.circuit.Probing;
import dev.headgate.circuit.Rules;
import dev.headgate.circuit.SlidingWindow;
import dev.headgate.circuit.State;
import dev.headgate.circuit.StateChange;
import dev.headgate.circuit.Thresholds;
import dev.headgate.permit.CheckedPermits.Checked;
import dev.headgate.permit.Decision.Denied;
import dev.headgate.permit.Decision.Granted;
import dev.headgate.testing.UnreliableStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckedPermitsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T19:00:00Z");
    private static final String NAME = "gateway";
    private static final int PROBES = 2;
    private static final Duration LEASE = Duration.ofSeconds(5);

    private final InMemoryCircuitStore store = new InMemoryCircuitStore();
    private final InMemoryPermitStore buckets = new InMemoryPermitStore();
    private final InMemoryPermitRecords records = new InMemoryPermitRecords();

    CheckedPermitsTest() {
        store.put(settings(WithoutStore.ALLOW), NOW);
    }

    private static CircuitSettings settings(WithoutStore withoutStore) {
        return new CircuitSettings(
                NAME,
                new SlidingWindow.OfTime(Duration.ofSeconds(10), 10),
                Thresholds.ofFailures(50, 10),
                Opening.constant(Duration.ofSeconds(30)),
                Probing.allOf(PROBES, LEASE),
                Rules.NONE,
                Duration.ZERO,
                withoutStore);
    }

    /** One environment that asks either way. */
    private final class Asks {
        private final CircuitBreaker circuits;
        private final PermitGranter granter;
        private final DurablePermits permits;
        private final CheckedPermits checked;

        Asks(CircuitStore circuitStore) {
            circuits = new CircuitBreaker(circuitStore, Duration.ZERO, new SplittableRandom(7));
            granter = new PermitGranter(
                    new InMemoryLimits().put(new RateLimit("api", 1, SECOND, 1, Duration.ZERO, Policy.SHARED)),
                    new PermitStores(buckets, new InMemoryQuotaStore(), null),
                    circuits,
                    Duration.ZERO,
                    new SplittableRandom(7));
            permits = new DurablePermits(granter, records, new SplittableRandom(7));
            checked = new CheckedPermits(permits, circuits);
        }

        Checked check(PermitRequest request) {
            return checked.acquire(request, null, NOW);
        }
    }

    private static final Duration SECOND = Duration.ofSeconds(1);

    private static PermitRequest ask(String limit) {
        return PermitRequest.of(limit, null, 1, Duration.ZERO, NAME);
    }

    /** Each way in which a circuit lets nothing through. */
    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("open", CheckedPermitsTest::open),
                refusal("forced open", store -> store.attempt(NAME, new StateChange.Force(Forced.FORCED_OPEN, NOW))),
                refusal("half-open, all probes out", store -> {
                    halfOpen(store);
                    CircuitBreaker others = new CircuitBreaker(store, Duration.ZERO, new SplittableRandom(3));
                    for (int probe = 0; probe < PROBES; probe++) {
                        assertThat(others.check(NAME, NOW)).isInstanceOf(Admission.Allowed.class);
                    }
                }));
    }

    private static Arguments refusal(String name, Consumer<CircuitStore> into) {
        return Arguments.of(name, into);
    }

    private static void open(CircuitStore store) {
        store.attempt(NAME, new StateChange.Trip(1, NOW.plusSeconds(30)));
    }

    private static void halfOpen(CircuitStore store) {
        store.attempt(NAME, new StateChange.Trip(1, NOW));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void ask_isRefused_byEachRefusalOfItsCircuit_andSpendsNothing(String name, Consumer<CircuitStore> into) {
        into.accept(store);
        Circuit before = store.read(NAME);
        Asks asks = new Asks(store);
        assertThat(asks.permits.acquire(ask("api"), NOW)).isInstanceOfSatisfying(Denied.class, this::isByTheCircuit);
        Checked checked = asks.check(ask("api"));
        assertThat(checked.decision()).isInstanceOfSatisfying(Denied.class, this::isByTheCircuit);
        assertThat(checked.admission())
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.state()).isEqualTo(before.state()));
        assertThat(store.read(NAME)).isEqualTo(before);
        assertThat(buckets.peek("api")).as("nothing taken").isZero();
    }

    @Test
    void ask_isRefused_whileTheCircuitsStoreIsOutOfReach_ifItsSettingsSaySo() {
        store.put(settings(WithoutStore.REFUSE), NOW);
        UnreliableStore<CircuitStore> outage = UnreliableStore.before(CircuitStore.class, store);
        Asks asks = new Asks(outage.store());
        asks.circuits.peek(NAME, NOW);
        outage.fail();
        assertThat(asks.permits.acquire(ask("api"), NOW)).isInstanceOfSatisfying(Denied.class, this::isByTheCircuit);
        assertThat(asks.check(ask("api")).admission())
                .isInstanceOfSatisfying(
                        Admission.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Admission.Why.STORE_UNAVAILABLE));
        assertThat(buckets.peek("api")).as("nothing taken").isZero();
    }

    private void isByTheCircuit(Denied denied) {
        assertThat(denied.reason()).isEqualTo(Reason.CIRCUIT_OPEN);
        assertThat(denied.by()).isEqualTo(NAME);
        assertThat(denied.retryAt()).isAfter(NOW);
    }

    @Test
    void ask_withoutACheck_spendsNoProbe_thoughOneIsFree() {
        halfOpen(store);
        Circuit before = store.read(NAME);
        assertThat(new Asks(store).permits.acquire(ask("api"), NOW)).isInstanceOf(Granted.class);
        assertThat(store.read(NAME)).isEqualTo(before);
    }

    @Test
    void ask_takesThePermitAndTheProbe() {
        halfOpen(store);
        Checked checked = new Asks(store).check(ask("api"));
        assertThat(checked.decision()).isInstanceOf(Granted.class);
        assertThat(checked.admission()).isInstanceOfSatisfying(Admission.Allowed.class, allowed -> {
            assertThat(allowed.generation()).isEqualTo(3);
            assertThat(probes()).containsExactly(Map.entry(allowed.probe(), new Probe.Leased(NOW.plus(LEASE))));
        });
        assertThat(buckets.peek("api")).isEqualTo(Nanos.of(NOW.plus(SECOND)));
    }

    @Test
    void ask_takesNoProbe_whereTheCircuitIsClosed() {
        Checked checked = new Asks(store).check(ask("api"));
        assertThat(checked.admission())
                .isEqualTo(new Admission.Allowed(store.read(NAME).state(), 1, null));
    }

    @Test
    void limitsRefusal_givesTheProbeBack() {
        halfOpen(store);
        Asks asks = new Asks(store);
        asks.check(ask("api"));
        Map<Long, Probe> before = probes();
        Checked refused = asks.check(ask("api"));
        assertThat(refused.decision())
                .isInstanceOfSatisfying(
                        Denied.class, denied -> assertThat(denied.reason()).isEqualTo(Reason.RATE));
        assertThat(refused.admission()).isNull();
        assertThat(probes()).isEqualTo(before);
    }

    @Test
    void wrongAsk_givesTheProbeBack() {
        halfOpen(store);
        assertThatThrownBy(() -> new Asks(store).check(ask("no-such-limit"))).isInstanceOf(UnknownLimitException.class);
        assertThat(probes()).isEmpty();
    }

    @Test
    void sameRequestAgain_hasTheSamePermit_andAProbeOfItsOwn() {
        halfOpen(store);
        Asks asks = new Asks(store);
        PermitRequest durable = new PermitRequest(
                List.of(new Claim("api", null, 1)),
                Duration.ZERO,
                false,
                Priority.NORMAL,
                NAME,
                new Holder("r-1", "run"));
        Granted first = (Granted) asks.check(durable).decision();
        Granted again = (Granted) asks.check(durable).decision();
        assertThat(again.schedule()).isEqualTo(first.schedule());
        assertThat(probes()).hasSize(2);
        assertThat(asks.check(durable).decision()).as("no probe is left").isInstanceOf(Denied.class);
    }

    @Test
    void ask_throws_whenItWaits_orNamesNoCircuit() {
        CheckedPermits checked = new Asks(store).checked;
        assertThatThrownBy(() -> checked.acquire(PermitRequest.of("api", null, 1, SECOND, NAME), null, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("maxWait of an ask with a check must be between PT0S and PT0S, got: PT1S");
        assertThatThrownBy(() -> checked.acquire(PermitRequest.of("api", null, 1, Duration.ZERO, null), null, NOW))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessage("circuit must be given, got: nothing");
    }

    private Map<Long, Probe> probes() {
        return ((State.HalfOpen) store.read(NAME).state()).probes();
    }
}
