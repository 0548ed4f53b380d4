package dev.headgate.circuit;

/** The states that an operator can put a circuit into. */
public enum Forced {
    /** As if it had just been declared; it goes on by itself. */
    CLOSED,
    /** For a while; then it probes by itself. */
    OPEN,
    /** Nothing passes until the operator says so. */
    FORCED_OPEN,
    /** All passes and nothing is counted until the operator says so. */
    DISABLED,
    /** All passes and is counted, but opens nothing until the operator says so. */
    METRICS_ONLY
}
