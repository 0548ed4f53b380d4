package dev.headgate.bench.permits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.circuit.CircuitBreaker;
import dev.headgate.circuit.InMemoryCircuitStore;
import dev.headgate.permit.Decision;
import dev.headgate.permit.InMemoryLimits;
import dev.headgate.permit.InMemoryPermitStore;
import dev.headgate.permit.InMemoryQuotaStore;
import dev.headgate.permit.PermitGranter;
import dev.headgate.permit.PermitRequest;
import dev.headgate.permit.PermitStores;
import dev.headgate.permit.Policy;
import dev.headgate.permit.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What the figure of a saturated limit counts: guards against the 105.7 % that a loaded machine once showed. */
class SaturationTest {
    private static final Instant START = Instant.parse("2026-11-22T19:00:00Z");
    private static final Duration TIME = Duration.ofSeconds(3);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final PermitGranter granter = new PermitGranter(
            new InMemoryLimits().put(new RateLimit("limit", 100, SECOND, 50, Duration.ZERO, Policy.SHARED)),
            new PermitStores(new InMemoryPermitStore(), new InMemoryQuotaStore()),
            new CircuitBreaker(new InMemoryCircuitStore(), SECOND, new SplittableRandom(7)),
            SECOND,
            new SplittableRandom(7));

    @Test
    void theBurstIsSpent_soThatACallerWhoIsSlowAtFirst_getsTheRateAndNoMore() {
        Instant from = Saturation.spendBurst(granter, "limit", 50, START);
        assertThat(percentOf(slots(from), from)).isEqualTo(100);
    }

    /** The bound allows it: in the window are its rate and what is left of the burst. */
    @Test
    void theBurstNotSpent_thatCallerIsCountedAboveTheLimit() {
        assertThat(percentOf(slots(START), START.plus(SECOND))).isBetween(105.0, 100 + 100 * 50 / 300.0);
    }

    private static double percentOf(List<Instant> slots, Instant from) {
        return Saturation.percent(slots, from, TIME, 100);
    }

    /** One caller, whose asks take 15 ms each for a second, as on a machine that is busy, and then 2 ms. */
    private List<Instant> slots(Instant from) {
        List<Instant> slots = new ArrayList<>();
        Instant now = from;
        while (now.isBefore(from.plus(TIME).plus(SECOND).plus(SECOND))) {
            Decision decision = granter.acquire(PermitRequest.of("limit", null, 1, SECOND, null), now);
            Instant slot = ((Decision.Granted) decision).schedule().startAt();
            slots.add(slot);
            Instant answered = now.plusMillis(now.isBefore(from.plus(SECOND)) ? 15 : 2);
            now = answered.isBefore(slot) ? slot : answered;
        }
        return slots;
    }
}
