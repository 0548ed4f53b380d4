package dev.headgate.bench.circuit;

import java.time.Instant;

/** A circuit breaker as one environment has it, which makes one call after the other. */
interface Breaker {

    /** Returns whether a call may be made now; its end is told before the next is asked for. */
    boolean allows(Instant now);

    /** Notes that the call that was allowed last went well. */
    void succeeded(Instant now);

    /** Notes that the call that was allowed last failed. */
    void failed(Instant now);
}
