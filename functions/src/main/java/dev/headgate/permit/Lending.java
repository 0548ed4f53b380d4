package dev.headgate.permit;

/** What a store answered to an ask for one slot. */
public sealed interface Lending {

    /** The slot is the asker's, in this epoch. */
    record Taken(long epoch) implements Lending {}

    /** Somebody has it, perhaps the asker; nothing was changed. */
    record Refused(Slot slot) implements Lending {}
}
