package dev.headgate.permit;

/** Why an ask was refused. */
public enum Reason {
    /** The line of the limit is longer than the ask would wait. */
    RATE,
    /** The window of the quota, or each that the ask would wait for, is used up. */
    QUOTA,
    /** All slots of the limit are lent. */
    CONCURRENCY,
    /** The downstream asked for a pause, which is longer than the ask would wait. */
    PAUSED,
    /** The circuit that the ask names lets nothing through. */
    CIRCUIT_OPEN,
    /** The store is out of reach, and the limit's policy is to refuse then. */
    STORE_UNAVAILABLE
}
