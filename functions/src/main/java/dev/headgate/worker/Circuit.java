package dev.headgate.worker;

import dev.headgate.circuit.Admission;
import dev.headgate.circuit.State;
import java.time.Instant;

/** The gateway's circuit: {@code dev.headgate.circuit.CircuitBreaker}, and a scripted one in the tests. */
public interface Circuit {
    /** Returns whether calls are let through, and takes no probe. */
    Admission peek(Instant now);

    /** Returns whether this one call is let through; in HALF_OPEN that takes a probe, which must be reported. */
    Admission check(Instant now);

    /** Notes what became of calls, and returns the state after it. */
    State report(Tally tally, Instant now);
}
