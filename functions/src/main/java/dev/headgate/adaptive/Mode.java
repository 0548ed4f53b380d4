package dev.headgate.adaptive;

/** Whether a limit's rate follows the downstream. */
public enum Mode {
    /** The declared rate holds. */
    OFF,
    /** The rate follows. */
    ON,
    /** The rate is reckoned, stored and shown; the declared one holds. */
    SHADOW
}
