package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetricMathTest {

    private static final Map<String, Double> VALUES = Map.of("a", 6.0, "b", 2.0, "zero", 0.0, "gap", Double.NaN);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a + b * 3                            | 12
        (a + b) * 3                          | 24
        a - b - 1                            | 3
        a / b / 3                            | 1
        -a + -(b)                            | -8
        100 * a/(a+b)                        | 75
        0.5*a                                | 3
        a > b                                | 1
        a <= b                               | 0
        a == 6                               | 1
        FILL(gap, 7) + 1                     | 8
        FILL(a, 7)                           | 6
        FILL(gap, -1)                        | -1
        IF(a > b, 10, 20)                    | 10
        IF(a - 6, 10, b)                     | 2
        IF(a + b > 10, a / (a + b), 0)       | 0
        IF(zero == 0, 0, a / zero)           | 0
        a / zero                             | NaN
        zero / zero                          | NaN
        gap + 1                              | NaN
        gap > 1                              | NaN
        IF(gap, 1, 2)                        | NaN
        """)
    void value_isTheFormulas(String formula, Double expected) {
        assertThat(MetricMath.parse(formula).value(VALUES::get)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        SUM(a)            | the function SUM is not supported on this machine
        FILL(a, REPEAT)   | the word REPEAT is not supported on this machine
        a +               | must have a metric, a number or a function before its end, got: a +
        a b               | must have the end before 'b', got: a b
        (a                | must have ')' before its end, got: (a
        IF(a, b)          | must have ',' before ')', got: IF(a, b)
        a > b > 1         | must have the end before '>', got: a > b > 1
        a ^ 2             | cannot be read from '^ 2' on
        SELECT "x"        | cannot be read from '"x"' on
        """)
    void parse_saysWhatIsNotUnderstood(String formula, String message) {
        assertThatThrownBy(() -> MetricMath.parse(formula))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
