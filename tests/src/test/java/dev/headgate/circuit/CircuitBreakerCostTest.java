package dev.headgate.circuit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a check and a report cost one environment. */
class CircuitBreakerCostTest {
    private final CountingCircuitStore store = new CountingCircuitStore(new InMemoryCircuitStore());
    private final Fleet fleet = new Fleet(store);
    private final CircuitBreaker environment = new CircuitBreaker(store, Duration.ofSeconds(1), new Random(1));

    @Test
    void check_readsOncePerCacheTime_whileClosed() {
        for (int millis = 0; millis < 3_000; millis += 10) {
            environment.check(Fleet.NAME, Fleet.T0.plusMillis(millis));
        }
        assertCost(3, 0);
    }

    @Test
    void check_costsNothing_untilAnOpenCircuitsTimeIsOver() {
        fleet.trip();
        environment.check(Fleet.NAME, fleet.now);
        forgetCost();
        for (int second = 0; second < 30; second++) {
            assertThat(environment.check(Fleet.NAME, fleet.now.plusSeconds(second)))
                    .isInstanceOf(Admission.Refused.class);
        }
        assertCost(0, 0);
        assertThat(environment.check(Fleet.NAME, fleet.now.plusSeconds(30))).isInstanceOf(Admission.Allowed.class);
        assertCost(0, 1);
    }

    @Test
    void report_isOneWrite_andItsAnswerServesTheNextCheck() {
        environment.check(Fleet.NAME, Fleet.T0);
        forgetCost();
        for (int second = 0; second < 60; second++) {
            Instant now = Fleet.T0.plusSeconds(second);
            environment.report(Report.of(Fleet.NAME, 1, null, Outcome.SUCCESS), now);
            environment.check(Fleet.NAME, now);
        }
        assertCost(0, 60);
    }

    @Test
    void report_thatOpens_isTwoWrites() {
        environment.check(Fleet.NAME, Fleet.T0);
        forgetCost();
        environment.report(new Report(Fleet.NAME, 1, null, new Counts(0, 4, 0), null), Fleet.T0);
        assertCost(0, 2);
    }

    @Test
    void renew_isOneWrite_howeverOldTheSightingIs() {
        fleet.trip();
        environment.check(Fleet.NAME, fleet.now);
        Instant over = fleet.now.plusSeconds(30);
        Admission.Allowed probe = (Admission.Allowed) environment.check(Fleet.NAME, over);
        forgetCost();
        Renewal renewal = environment.renew(
                Fleet.NAME, probe.generation(), probe.probe(), Duration.ofSeconds(5), over.plusSeconds(3));
        assertThat(renewal.renewed()).isTrue();
        assertCost(0, 1);
    }

    private void forgetCost() {
        store.reads.set(0);
        store.writes.set(0);
    }

    private void assertCost(int reads, int writes) {
        assertThat(store.reads).as("reads").hasValue(reads);
        assertThat(store.writes).as("writes").hasValue(writes);
    }
}
