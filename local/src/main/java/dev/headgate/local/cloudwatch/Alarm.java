package dev.headgate.local.cloudwatch;

import java.util.List;
import java.util.Map;

/** What metric and composite alarms have in common. */
public sealed interface Alarm permits MetricAlarm, CompositeAlarm {

    /** Returns what it is known by. */
    Identity identity();

    /** Returns whom it tells of changes. */
    Actions actions();

    /** Its name. */
    default String name() {
        return identity().name();
    }

    /** Its ARN. */
    default String arn() {
        return identity().arn();
    }

    /** What an alarm is known by; the description is empty where there is none. */
    record Identity(String name, String arn, String description, Map<String, String> tags) {
        public Identity {
            tags = Map.copyOf(tags);
        }
    }

    /**
     * Whom an alarm tells of changes, by ARN: functions and topics.
     *
     * @param enabled whether it tells anyone but EventBridge
     */
    record Actions(boolean enabled, List<String> onAlarm, List<String> onOk, List<String> onInsufficientData) {
        public Actions {
            onAlarm = List.copyOf(onAlarm);
            onOk = List.copyOf(onOk);
            onInsufficientData = List.copyOf(onInsufficientData);
        }

        List<String> on(AlarmState state) {
            return switch (state) {
                case ALARM -> onAlarm;
                case OK -> onOk;
                case INSUFFICIENT_DATA -> onInsufficientData;
            };
        }
    }
}
