package dev.headgate.circuit;

/** How one call ended. */
public enum Outcome {
    /** The downstream answered as it should. */
    SUCCESS,
    /** The downstream did not answer, or said that it cannot (a time-out, a 5xx). */
    FAILURE,
    /** The downstream refused the call for the number of calls (a 429): a matter of the limit, not of the circuit. */
    THROTTLED,
    /** The call says nothing about the downstream: it was not made, or was the caller's own mistake (a 400). */
    IGNORED;

    /** Returns one call of this outcome. */
    public Counts counts() {
        return switch (this) {
            case SUCCESS -> new Counts(1, 0, 0);
            case FAILURE -> new Counts(0, 1, 0);
            case THROTTLED -> new Counts(0, 0, 1);
            case IGNORED -> Counts.NONE;
        };
    }
}
