package dev.headgate.local.asl;

import java.time.Instant;

/**
 * The clock of an interpreter, and all of its waiting.
 *
 * <p>Whatever waits, waits through here: so a {@code VirtualTime} knows when no thread has anything left to do, and
 * jumps to the next moment at which one has. An {@link Integrations} that is to run in virtual time waits through the
 * same object; one that blocks elsewhere (a socket) counts as working, and time stands still meanwhile.
 */
public interface Time {

    /** Returns the present moment. */
    Instant now();

    /** Returns a new signal that has not fired. */
    Signal signal();

    /** Returns a virtual thread that runs {@code body} and has been started. */
    Thread start(String name, Runnable body);

    /** Interrupts a thread that {@link #start} returned. */
    void interrupt(Thread thread);

    /** Returns a timer that runs {@code action} once at {@code when}, on a thread that must not be held up. */
    Timer schedule(Instant when, Runnable action);

    /** Returns at {@code when}, or at once if that has passed. */
    default void sleepUntil(Instant when) throws InterruptedException {
        signal().await(when);
    }

    /** An action to come. */
    @FunctionalInterface
    interface Timer {
        /** Takes the action back, if it has not begun. */
        void cancel();
    }
}
