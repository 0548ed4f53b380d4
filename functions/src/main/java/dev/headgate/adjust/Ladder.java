package dev.headgate.adjust;

/** What goes down and up together, by a level of its own. */
public enum Ladder {
    /** The share of the limit's figures that holds. */
    CEILING,
    /** How many calls are in flight: of workflows, their running Map Runs, the queue, the function. */
    CONCURRENCY
}
