package dev.headgate.circuit;

import java.time.Instant;

/** A call that was let through in HALF_OPEN. */
public sealed interface Probe {
    /** It is out; from {@code until} on it decides nothing and its place may be given to another. */
    record Leased(Instant until) implements Probe {}

    /** It has reported, once and for all, and keeps its place. */
    record Done(Kind kind) implements Probe {}
}
