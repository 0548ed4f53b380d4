package dev.headgate.circuit;

import java.time.Instant;

/**
 * What became of a probe that wanted more time.
 *
 * @param renewed whether it has it
 * @param leaseEnd until when, if it has
 */
public record Renewal(boolean renewed, Instant leaseEnd, State state, long generation) {}
