package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlarmRuleTest {

    private static final Map<String, AlarmState> STATES = Map.of(
            "red", AlarmState.ALARM,
            "green", AlarmState.OK,
            "grey", AlarmState.INSUFFICIENT_DATA,
            "two words (b)", AlarmState.ALARM);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
        ALARM(red)                                          | true
        ALARM(green)                                        | false
        OK("green")                                         | true
        INSUFFICIENT_DATA(grey)                             | true
        OK(grey)                                            | false
        ALARM("two words (b)")                              | true
        ALARM(arn:aws:cloudwatch:us-east-1:1:alarm:red)     | true
        NOT ALARM(green)                                    | true
        NOT NOT ALARM(red)                                  | true
        ALARM(red) AND ALARM(green)                         | false
        ALARM(green) AND ALARM(green) OR ALARM(red)         | true
        ALARM(red) OR ALARM(red) AND ALARM(green)           | true
        (ALARM(red) OR ALARM(red)) AND ALARM(green)         | false
        NOT ALARM(green) AND ALARM(red)                     | true
        NOT (ALARM(green) OR ALARM(red))                    | false
        TRUE AND NOT FALSE                                  | true
        """)
    void holds_isTheRules(String rule, boolean expected) {
        assertThat(AlarmRule.parse(rule).holds(STATES::get)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        AT_LEAST(2, ALARM, (a, b)) | must have ALARM(…), OK(…), INSUFFICIENT_DATA(…), TRUE, FALSE or NOT before 'AT_LEAST', got: AT_LEAST(2, ALARM, (a, b))
        ALARM(a) ALARM(b)          | must have the end before 'ALARM', got: ALARM(a) ALARM(b)
        ALARM a                    | must have '(' before 'a', got: ALARM a
        ALARM(a) AND               | must have ALARM(…), OK(…), INSUFFICIENT_DATA(…), TRUE, FALSE or NOT before its end, got: ALARM(a) AND
        """)
    void parse_saysWhatIsNotUnderstood(String rule, String message) {
        assertThatThrownBy(() -> AlarmRule.parse(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
