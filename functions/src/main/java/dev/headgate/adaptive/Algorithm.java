package dev.headgate.adaptive;

/** How a rate follows; see the package. */
public enum Algorithm {
    /** Anchored on the goodput that refusals measure. */
    GOODPUT,
    /** Times β on refusals, else plus a step (Chiu and Jain, 1989): the simple alternative. */
    AIMD
}
