package dev.headgate.circuit;

import java.util.Optional;

/**
 * One conditional write: what is to become of a circuit, and on which condition. A store makes it in one step or not at
 * all.
 */
public sealed interface Change permits WindowChange, ProbeChange, StateChange {
    /** The generation of a change that is made in any. */
    long ANY_GENERATION = 0;

    /** Returns the generation that the change is meant for: in any other it is refused. */
    long generation();

    /** Returns the circuit after this change, or nothing where the condition does not hold. */
    Optional<Circuit> on(Circuit circuit);
}
