package dev.headgate.circuit;

/** How one call ended, as a caller can tell it. */
public enum Outcome {
    /** The downstream answered as it should. */
    SUCCESS,
    /** The downstream did not answer, or said that it cannot (a time-out, a 5xx). */
    FAILURE,
    /** The downstream answered as it should, but too slowly. */
    SLOW,
    /** The downstream refused the call for the number of calls (a 429): a matter of the limit, not of the circuit. */
    THROTTLED,
    /** The call says nothing about the downstream: it was not made, or was the caller's own mistake (a 400). */
    IGNORED
}
