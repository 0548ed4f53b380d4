package dev.headgate.adjust;

/** What an alarm says, by severity. INSUFFICIENT_DATA is not OK: nobody knows. */
public enum AlarmState {
    OK,
    INSUFFICIENT_DATA,
    ALARM
}
