package dev.headgate.circuit;

/** What became of a report. */
public sealed interface Reported {
    /** Returns the circuit's state after the report. */
    State state();

    /** Returns the circuit's generation after the report. */
    long generation();

    /**
     * The outcomes count; healthy ones perhaps only in this environment yet, which writes them within the flush interval.
     *
     * @param counted what the circuit's rules made of them
     * @param window all outcomes in the window, of the whole fleet, these included; in HALF_OPEN the probes' own
     */
    record Recorded(State state, long generation, Counts counted, Counts window) implements Reported {}

    /** The outcomes came too late or from elsewhere: they changed nothing. */
    record Dropped(Reason reason, State state, long generation) implements Reported {}

    /** Why outcomes were dropped. */
    enum Reason {
        /** The circuit has changed since the call was allowed. */
        STALE_GENERATION,
        /** The probe's lease had run out, or it was never given out. */
        EXPIRED_PROBE,
        /** They have been reported before, or their caller says that they may have been. */
        DUPLICATE,
        /** The circuit is disabled and counts nothing. */
        DISABLED
    }
}
