package dev.headgate.local.cloudwatch;

import java.util.List;

/** An alarm that came from one state to another. */
public record StateChange(Alarm alarm, AlarmStatus before, AlarmStatus after) {

    /** Whom it tells of this one, by ARN. */
    public List<String> actions() {
        Alarm.Actions actions = alarm.actions();
        return actions.enabled() ? actions.on(after.state()) : List.of();
    }
}
