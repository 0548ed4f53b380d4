package dev.headgate.adaptive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void median_isWithinABin_ofTheTrueOne() {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            double middle = Math.pow(10, random.nextDouble(1, 4.5));
            long[] millis = random.doubles(501, -1, 1)
                    .mapToLong(x -> Math.round(middle * Math.exp(x)))
                    .toArray();
            Latencies sum = Latencies.NONE;
            for (long one : millis) {
                sum = sum.plus(Latencies.of(Duration.ofMillis(one)));
            }
            Arrays.sort(millis);
            assertThat(sum.median().orElseThrow().toMillis())
                    .as("seed %d", seed)
                    .isBetween(millis[250] / 2, millis[250] * 2);
        }
    }

    @Test
    void median_isNothing_withoutACall() {
        assertThat(Latencies.NONE.median()).isEmpty();
    }

    @Test
    void of_takesEveryDuration() {
        assertThat(Latencies.of(Duration.ofMillis(-5)).counts().getFirst()).isEqualTo(1);
        assertThat(Latencies.of(Duration.ofDays(1)).counts().getLast()).isEqualTo(1);
    }

    @Test
    void counts_areRefused_whenTheyAreNoHistogram() {
        assertThatThrownBy(() -> new Latencies(List.of(1L))).isInstanceOf(IllegalArgumentException.class);
    }
}
