package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticTest {

    @ParameterizedTest
    @CsvSource({
        "Sum, 27",
        "Average, 2.7",
        "Minimum, 1",
        "Maximum, 10",
        "SampleCount, 10",
        "p50, 2",
        "p90, 2",
        "p91, 10",
        "p0, 1",
        "p100, 10"
    })
    void of_isTheFigureOfTheValues(String statistic, double expected) {
        assertThat(new Statistic(statistic).of(new TreeMap<>(Map.of(1.0, 1L, 2.0, 8L, 10.0, 1L))))
                .isEqualTo(expected);
    }
}
