package dev.headgate.permit;

/** How urgent an ask is: a lower one leaves the last part of the burst to those above it. */
public enum Priority {
    LOW,
    NORMAL,
    HIGH
}
