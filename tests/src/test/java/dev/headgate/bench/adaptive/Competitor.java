package dev.headgate.bench.adaptive;

/** Who decides when calls may go. All times are in seconds from the start of the simulation. */
interface Competitor {
    /** Returns when the next call may go, as it looks now; infinite where an answer must come first. */
    double nextSend(double now);

    /** Notes that a call goes now. */
    void sent(double now, long call);

    /** Notes what became of a call. */
    void answered(Answer answer);

    /** Returns when it wants to be woken next, whatever happens; infinite where it need not be. */
    default double nextWake() {
        return Double.POSITIVE_INFINITY;
    }

    /** Runs what was due. */
    default void wake(double now) {}
}
