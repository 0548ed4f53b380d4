package dev.headgate.permit;

/** Why an ask was refused. */
public enum Reason {
    /** The line of the limit is longer than the ask would wait. */
    RATE,
    /** The downstream asked for a pause, which is longer than the ask would wait. */
    PAUSED,
    /** The circuit that the ask names lets nothing through. */
    CIRCUIT_OPEN,
    /** The store is out of reach, and the limit's policy is to refuse then. */
    STORE_UNAVAILABLE
}
