package dev.headgate.local.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The tables and examples that AWS documents: 0 is a data point within the threshold, X one that breaches it, - a missing
 * one, the newest on the right; EvaluationPeriods is 3, 5 data points are looked at.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How alarm state
 *     is evaluated when data is missing</a>
 */
class JudgementTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        3 | 0 - X - X | OK                | OK     | OK    | OK
        3 | 0 - - - - | OK                | OK     | OK    | OK
        3 | - - - - - | INSUFFICIENT_DATA | RETAIN | ALARM | OK
        3 | 0 X X - X | ALARM             | ALARM  | ALARM | ALARM
        3 | - - X - - | ALARM             | RETAIN | ALARM | OK
        2 | 0 - X - X | ALARM             | ALARM  | ALARM | ALARM
        2 | 0 0 X 0 X | ALARM             | ALARM  | ALARM | ALARM
        2 | 0 - X - - | OK                | OK     | ALARM | OK
        2 | - - - - 0 | OK                | OK     | ALARM | OK
        2 | - - - X - | ALARM             | RETAIN | ALARM | OK
        3 | - - - - X | OK                | RETAIN | ALARM | OK
        3 | - - - X - | OK                | RETAIN | ALARM | OK
        3 | - - - X 0 | OK                | OK     | OK    | OK
        3 | - - X - 0 | OK                | OK     | OK    | OK
        3 | X X 0 0 0 | OK                | OK     | OK    | OK
        """)
    void of_isWhatAwsDocuments(
            int datapoints, String points, AlarmState missing, String ignore, AlarmState breaching, AlarmState not) {
        for (AlarmState current : AlarmState.values()) {
            AlarmState retained = ignore.equals("RETAIN") ? current : AlarmState.valueOf(ignore);
            assertThat(state(datapoints, points, MissingData.MISSING, current)).isEqualTo(missing);
            assertThat(state(datapoints, points, MissingData.IGNORE, current)).isEqualTo(retained);
            assertThat(state(datapoints, points, MissingData.BREACHING, current))
                    .isEqualTo(breaching);
            assertThat(state(datapoints, points, MissingData.NOT_BREACHING, current))
                    .isEqualTo(not);
        }
    }

    private static AlarmState state(int datapoints, String points, MissingData missing, AlarmState current) {
        String[] oldestFirst = points.split(" ", -1);
        double[] newestFirst = new double[oldestFirst.length];
        for (int i = 0; i < newestFirst.length; i++) {
            newestFirst[i] = switch (oldestFirst[oldestFirst.length - 1 - i]) {
                case "X" -> 9;
                case "0" -> 1;
                default -> Double.NaN;
            };
        }
        MetricAlarm alarm = TestAlarms.metric("a", datapoints, 3, missing);
        assertThat(Judgement.range(alarm)).isEqualTo(newestFirst.length);
        return Judgement.of(alarm, current, newestFirst).state();
    }
}
