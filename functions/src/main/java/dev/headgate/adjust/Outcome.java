package dev.headgate.adjust;

import java.util.List;

/** What came of an event, for one limit. */
public sealed interface Outcome {

    /** There is no such limit, or it has no adjuster; nothing was kept. */
    record NotAdjusted(String limit) implements Outcome {}

    /** All is as it should be: the event said nothing new, and there is nothing to carry out. */
    record Unchanged(Adjustment adjustment) implements Outcome {}

    /**
     * What stands is carried out.
     *
     * @param changes what was decided by this event; empty if what stood was carried out again
     * @param failures what could not be set: the next tick tries again
     */
    record Adjusted(Adjustment adjustment, List<Change> changes, List<Aim> aims, List<Failure> failures)
            implements Outcome {}

    /** An aim that was missed. */
    record Failure(Aim aim, RuntimeException cause) {}
}
