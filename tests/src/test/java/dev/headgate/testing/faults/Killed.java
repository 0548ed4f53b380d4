package dev.headgate.testing.faults;

/** The end of a process, as far as a thread can come to it: it unwinds the caller, and nothing goes out any more. */
public final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed() {
        super("killed");
    }
}
