package dev.headgate.local.cloudwatch;

/** The states of an alarm, named as AWS does. */
public enum AlarmState {
    OK,
    ALARM,
    INSUFFICIENT_DATA
}
