package dev.headgate.permit;

/** How urgent an ask is: a lower one leaves the last part of the burst to those above it. All share one rate. */
public enum Priority {
    /** Sees half of the burst that NORMAL sees, so that however much of it there is, the other half is free for others. */
    LOW,
    /** Sees all but the limit's reserve, which is nothing if not declared: who uses no priorities loses nothing. */
    NORMAL,
    /** Sees all of it. */
    HIGH
}
