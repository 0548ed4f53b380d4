package dev.headgate.circuit;

/** How calls ended, as their caller tells it: one call, several, or the counts of many. */
public sealed interface Result permits Call, Calls, Counts {
    /** Returns what this counts in a circuit of these settings. */
    Counts by(CircuitSettings settings);
}
