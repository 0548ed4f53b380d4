package dev.headgate.local.stepfunctions;

/** The two kinds of state machines. */
public enum MachineType {
    STANDARD,
    EXPRESS
}
