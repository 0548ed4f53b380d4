package dev.headgate.circuit;

/**
 * Calls in a row that ended alike.
 *
 * @param calls at least 1
 */
public record Run(Kind kind, long calls) {}
