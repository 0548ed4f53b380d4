package dev.headgate.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void covers_holdsFromItsFirstToBeforeItsLastMoment() {
        Outage outage = Outage.parse("5:10");
        assertThat(outage).isEqualTo(new Outage(Duration.ofSeconds(5), Duration.ofSeconds(10)));
        assertThat(outage.covers(4_999_999_999L)).isFalse();
        assertThat(outage.covers(5_000_000_000L)).isTrue();
        assertThat(outage.covers(14_999_999_999L)).isTrue();
        assertThat(outage.covers(15_000_000_000L)).isFalse();
    }

    @Test
    void parse_refusesWithFormAndValue_whenTheTextIsAnotherOne() {
        assertThatThrownBy(() -> Outage.parse("5-10"))
                .hasMessage("outage must be FROM:SECONDS, such as 5:10, got: 5-10");
        assertThatThrownBy(() -> Outage.parse("5:0")).hasMessageStartingWith("outage must last at least 1 second");
    }
}
