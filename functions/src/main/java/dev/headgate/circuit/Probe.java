package dev.headgate.circuit;

import java.time.Instant;

/** A call that was let through in HALF_OPEN. */
public sealed interface Probe {
    /** Returns until when the call may be out; a moment long past for one that has reported. */
    Instant outUntil();

    /** It is out; from {@code until} on it decides nothing and its place may be given to another. */
    record Leased(Instant until) implements Probe {
        @Override
        public Instant outUntil() {
            return until;
        }
    }

    /** It has reported, once and for all, and keeps its place. */
    record Done(Kind kind) implements Probe {
        @Override
        public Instant outUntil() {
            return Instant.EPOCH;
        }
    }
}
