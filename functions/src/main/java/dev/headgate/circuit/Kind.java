package dev.headgate.circuit;

/** What a call that counts was like: well or not, and in time or not. */
public enum Kind {
    SUCCESS,
    FAILURE,
    SLOW,
    SLOW_FAILURE;

    /** Returns whether the call speaks for the downstream. */
    boolean isWell() {
        return this == SUCCESS;
    }

    /** Returns whether the call failed, slowly or not. */
    boolean isFailure() {
        return this == FAILURE || this == SLOW_FAILURE;
    }
}
