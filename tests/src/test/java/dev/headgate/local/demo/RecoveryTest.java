package dev.headgate.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.headgate.local.gateway.Outage;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryTest {
    private static final Outage OUTAGE = new Outage(Duration.ofSeconds(5), Duration.ofSeconds(10));

    private static Sample sample(double second, String circuit, int probes) {
        return new Sample(Runs.START.plusMillis((long) (second * 1e3)), 0, circuit, probes, 0);
    }

    @Test
    void of_countsFromTheOutagesBeginAndEnd() {
        List<Sample> samples = List.of(
                sample(1, "CLOSED", 0),
                sample(7.5, "OPEN", 0),
                sample(14, "HALF_OPEN", 2),
                sample(14.5, "OPEN", 1),
                sample(16, "HALF_OPEN", 3),
                sample(17.25, "CLOSED", 0));
        assertThat(Recovery.of(OUTAGE, Runs.START, samples)).isEqualTo(new Recovery(5.0, 15.0, 2.5, 3, 2.25));
    }

    @Test
    void of_saysSo_whenTheCircuitStaysClosed() {
        assertThat(Recovery.of(OUTAGE, Runs.START, List.of(sample(6, "CLOSED", 0), sample(16, "CLOSED", 0))))
                .isEqualTo(new Recovery(5.0, 15.0, null, 0, null));
    }

    @Test
    void of_saysSo_whenTheCircuitStaysOpen() {
        assertThat(Recovery.of(OUTAGE, Runs.START, List.of(sample(6, "OPEN", 0), sample(30, "OPEN", 0))))
                .isEqualTo(new Recovery(5.0, 15.0, 1.0, 0, null));
    }
}
