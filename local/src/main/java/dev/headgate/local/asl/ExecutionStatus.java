package dev.headgate.local.asl;

/** Where an execution stands, in AWS's words. */
public enum ExecutionStatus {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
}
