package dev.headgate.local.cloudwatch;

/** An alarm on the states of others. */
public record CompositeAlarm(Identity identity, Actions actions, AlarmRule rule) implements Alarm {}
