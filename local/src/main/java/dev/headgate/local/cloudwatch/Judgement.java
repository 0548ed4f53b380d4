package dev.headgate.local.cloudwatch;

import java.util.ArrayList;
import java.util.List;

/**
 * What an alarm makes of its data points.
 *
 * <p>More data points are looked at than EvaluationPeriods says, the evaluation range, so that real ones can stand in for
 * missing ones. Only where there are fewer real ones than EvaluationPeriods is the rest filled as the alarm says. Where
 * missing ones are to stay missing and all real ones breach, the alarm waits until the oldest of them is as old as
 * DatapointsToAlarm: a single late one is no alarm yet.
 *
 * @param state what the alarm is in now
 * @param points the real data points that it was judged by, the newest first
 * @param breaching how many of them breach
 * @see <a href="https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html">How alarm state
 *     is evaluated when data is missing</a>
 */
record Judgement(AlarmState state, List<Point> points, int breaching) {

    /** AWS looks at some more than EvaluationPeriods, at 5 for 3 in its examples. */
    private static final int MORE = 2;

    /** A value and its age in periods: 1 for the newest. */
    record Point(int age, double value) {}

    Judgement {
        points = List.copyOf(points);
    }

    /** How many data points an alarm looks at. */
    static int range(MetricAlarm alarm) {
        return alarm.evaluationPeriods() + MORE;
    }

    /** Judges data points, the newest first, NaN where one is missing. */
    static Judgement of(MetricAlarm alarm, AlarmState current, double[] newestFirst) {
        List<Point> real = new ArrayList<>();
        for (int i = 0; i < newestFirst.length && real.size() < alarm.evaluationPeriods(); i++) {
            if (!Double.isNaN(newestFirst[i])) {
                real.add(new Point(i + 1, newestFirst[i]));
            }
        }
        int breaching = (int) real.stream()
                .filter(point -> alarm.comparison().breaches(point.value(), alarm.threshold()))
                .count();
        int missing = alarm.evaluationPeriods() - real.size();
        return new Judgement(state(alarm, current, real, breaching, missing), real, breaching);
    }

    private static AlarmState state(
            MetricAlarm alarm, AlarmState current, List<Point> real, int breaching, int missing) {
        int filled = alarm.missingData() == MissingData.BREACHING ? missing : 0;
        if (breaching + filled >= alarm.datapointsToAlarm()) {
            return AlarmState.ALARM;
        }
        boolean sure = missing == 0 || breaching < real.size();
        return switch (alarm.missingData()) {
            case BREACHING, NOT_BREACHING -> AlarmState.OK;
            case IGNORE -> sure ? AlarmState.OK : current;
            case MISSING -> sure ? AlarmState.OK : unsure(alarm, real);
        };
    }

    /** All that is there breaches, or there is nothing. */
    private static AlarmState unsure(MetricAlarm alarm, List<Point> real) {
        if (real.isEmpty()) {
            return AlarmState.INSUFFICIENT_DATA;
        }
        return real.getLast().age() >= alarm.datapointsToAlarm() ? AlarmState.ALARM : AlarmState.OK;
    }
}
